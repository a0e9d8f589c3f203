using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Conformance;

internal sealed partial class DumpWriter
{
    public void Inline(InlineAnnotation annotation)
    {
        Begin("AST::Ruby::Annotations::" + RubyName(annotation));
        Location("location", annotation.Span);
        Location("prefix_location", annotation.PrefixSpan);
        switch (annotation)
        {
            case TypeAssertion a:
                Type("type", a.Type);
                break;
            case TypeApplication a:
                List("type_args", a.Args, Type);
                Location("close_bracket_location", a.CloseBracketSpan);
                List("comma_locations", a.CommaSpans, Location);
                break;
            case ClassAliasAnnotation a:
                Location("keyword_location", a.KeywordSpan);
                TypeName("type_name", a.TypeName);
                Location("type_name_location", a.TypeNameSpan);
                break;
            case ColonMethodTypeAnnotation a:
                List("annotations", a.Annotations, Annotation);
                Key("method_type");
                MethodType(a.MethodType);
                break;
            case MethodTypesAnnotation a:
                List("overloads", a.Overloads, Overload);
                List("vertical_bar_locations", a.BarSpans, Location);
                Location("dot3_location", a.OverloadingSpan);
                break;
            case CommentedInlineAnnotation a:
                Commented(a);
                Location("comment_location", a.CommentSpan);
                break;
        }
        End();
    }

    private void Commented(CommentedInlineAnnotation annotation)
    {
        switch (annotation)
        {
            case SkipAnnotation a:
                Location("skip_location", a.SkipSpan);
                break;
            case ReturnTypeAnnotation a:
                Location("return_location", a.ReturnSpan);
                Location("colon_location", a.ColonSpan);
                Type("return_type", a.ReturnType);
                break;
            case ParamTypeAnnotation a:
                if (a.Kind != InlineParamKind.Plain)
                    Location(a.Kind == InlineParamKind.Splat ? "star_location" : "star2_location", a.StarSpan);
                Location("name_location", a.NameSpan);
                Location("colon_location", a.ColonSpan);
                Type("param_type", a.ParamType);
                break;
            case BlockParamTypeAnnotation a:
                Location("ampersand_location", a.AmpersandSpan);
                Location("name_location", a.NameSpan);
                Location("colon_location", a.ColonSpan);
                Location("question_location", a.QuestionSpan);
                Location("type_location", a.TypeSpan);
                Function("type", a.Function);
                break;
            case InstanceVariableAnnotation a:
                Symbol("ivar_name", a.Name.Text);
                Location("ivar_name_location", a.NameSpan);
                Location("colon_location", a.ColonSpan);
                Type("type", a.Type);
                break;
            case ModuleSelfAnnotation a:
                Location("keyword_location", a.KeywordSpan);
                Location("colon_location", a.ColonSpan);
                TypeName("name", a.Name);
                List("args", a.Args, Type);
                Location("open_bracket_location", a.OpenBracketSpan);
                Location("close_bracket_location", a.CloseBracketSpan);
                List("args_comma_locations", a.CommaSpans, Location);
                break;
        }
    }

    private static string RubyName(InlineAnnotation annotation) => annotation switch
    {
        TypeAssertion => "NodeTypeAssertion",
        TypeApplication => "TypeApplicationAnnotation",
        ClassAliasAnnotation { IsModule: true } => "ModuleAliasAnnotation",
        ParamTypeAnnotation { Kind: InlineParamKind.Splat } => "SplatParamTypeAnnotation",
        ParamTypeAnnotation { Kind: InlineParamKind.DoubleSplat } => "DoubleSplatParamTypeAnnotation",
        ClassAliasAnnotation => nameof(ClassAliasAnnotation),
        ColonMethodTypeAnnotation => nameof(ColonMethodTypeAnnotation),
        MethodTypesAnnotation => nameof(MethodTypesAnnotation),
        SkipAnnotation => nameof(SkipAnnotation),
        ReturnTypeAnnotation => nameof(ReturnTypeAnnotation),
        ParamTypeAnnotation => nameof(ParamTypeAnnotation),
        BlockParamTypeAnnotation => nameof(BlockParamTypeAnnotation),
        InstanceVariableAnnotation => nameof(InstanceVariableAnnotation),
        _ => nameof(ModuleSelfAnnotation),
    };
}
