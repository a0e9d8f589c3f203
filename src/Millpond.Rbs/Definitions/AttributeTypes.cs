using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Definitions;

/// <summary>The method types of attributes.</summary>
internal static class AttributeTypes
{
    /// <summary>The type of the reader, or of the writer where the method's name ends in <c>=</c>.</summary>
    public static MethodType Of(AttributeMember attribute, Name method)
    {
        bool isWriter = method.Text.EndsWith('=');
        Param taken = new() { Span = attribute.Type.Span, Type = attribute.Type, Name = attribute.Name };
        return new()
        {
            Span = attribute.Span,
            TypeParams = [],
            Function = new Function
            {
                Span = attribute.Type.Span,
                RequiredPositionals = isWriter ? [taken] : [],
                OptionalPositionals = [],
                TrailingPositionals = [],
                RequiredKeywords = KeywordParams.Empty,
                OptionalKeywords = KeywordParams.Empty,
                ReturnType = attribute.Type,
            },
        };
    }
}
