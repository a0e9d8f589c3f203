using Millpond.Rbs.Ast;
using Millpond.Rbs.Definitions;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Validation;

// void, self, instance and class where RBS 4.0 does not allow them.
public sealed partial class Validator
{
    private void WarnOfAll(RbsType type, in Source source, Findings found)
    {
        WarnOfSelf(type, source.Buffer, found);
        WarnOfClassish(type, source.Buffer, found);
        WarnOfVoid(type, source.Buffer, found);
    }

    // A super class's or self type's argument may be void itself.
    private void WarnOfArg(RbsType arg, in Source source, Findings found)
    {
        if (arg is not BaseType { Kind: BaseTypeKind.Void })
            WarnOfVoid(arg, source.Buffer, found);
        WarnOfSelf(arg, source.Buffer, found);
        WarnOfClassish(arg, source.Buffer, found);
    }

    private void WarnOfBound(RbsType? bound, in Source source, Findings found)
    {
        if (bound is null)
            return;
        WarnOfVoid(bound, source.Buffer, found);
        WarnOfSelf(bound, source.Buffer, found);
        WarnOfClassish(bound, source.Buffer, found);
    }

    private void WarnOfVoid(MethodDefinition method, SourceBuffer buffer, Findings found)
    {
        foreach (Overload overload in method.Overloads)
            WarnOfVoid(overload.MethodType, buffer, found);
    }

    private void WarnOfVoid(MethodType type, SourceBuffer buffer, Findings found)
    {
        if (_warns && TypeWalk.HasStrayVoid(type))
            found.Warnings.Add(Void(new(buffer, type.Span)));
    }

    private void WarnOfVoid(RbsType type, SourceBuffer buffer, Findings found)
    {
        if (_warns && TypeWalk.HasStrayVoid(type))
            found.Warnings.Add(Void(new(buffer, type.Span)));
    }

    private void WarnOfSelf(RbsType type, SourceBuffer buffer, Findings found)
    {
        if (_warns && TypeWalk.HasSelf(type))
            found.Warnings.Add(Errors.WillSyntax("`self` type is not allowed in this context", new(buffer, type.Span)));
    }

    private void WarnOfClassish(RbsType type, SourceBuffer buffer, Findings found)
    {
        if (_warns && TypeWalk.HasClassish(type))
            found.Warnings.Add(Classish(new(buffer, type.Span)));
    }

    private static DefinitionError Void(Place place) =>
        Errors.WillSyntax("`void` type is only allowed in return type or generics parameter", place);

    private static DefinitionError Classish(Place place) =>
        Errors.WillSyntax("`instance` or `class` type is not allowed in this context", place);
}
