using Millpond.Rbs.Ast;
using Millpond.Rbs.Versions;

namespace Millpond.Rbs.Json;

internal sealed partial class AstWriter
{
    public void Member(Member member)
    {
        switch (member)
        {
            case Declaration d:
                Declaration(d);
                break;
            case MethodDefinition m:
                Method(m);
                break;
            case AttributeMember m:
                Attribute(m);
                break;
            case MixinMember m:
                Mixin(m);
                break;
            case VariableMember m:
                Variable(m);
                break;
            case AliasMember m:
                Alias(m);
                break;
            case VisibilityMember m:
                _out.Raw(m.Visibility == Visibility.Public
                    ? "{\"member\":\"public\""u8
                    : "{\"member\":\"private\""u8);
                Location(m);
                _out.Raw('}');
                break;
        }
    }

    private void Method(MethodDefinition method)
    {
        bool isOld = _version < LanguageVersions.Aliases;
        _out.Raw("""{"member":"method_definition","name":"""u8);
        Name(method.Name);
        Kind(method.Kind);
        _out.Raw(isOld ? ""","types":"""u8 : ""","overloads":"""u8);
        List(method.Overloads, isOld ? overload => MethodType(overload.MethodType) : Overload);
        AnnotationsLocationComment(method, method.Annotations);
        _out.Raw(isOld ? ""","overload":"""u8 : ""","overloading":"""u8);
        _out.Bool(method.IsOverloading);
        Visible(method.Visibility);
        _out.Raw('}');
    }

    private void Overload(Overload overload)
    {
        _out.Raw("""{"annotations":"""u8);
        List(overload.Annotations, Annotation);
        _out.Raw(""","method_type":"""u8);
        MethodType(overload.MethodType);
        _out.Raw('}');
    }

    private void Attribute(AttributeMember attribute)
    {
        _out.Raw(attribute.Attribute switch
        {
            AttributeKind.Reader => """{"member":"attr_reader","name":"""u8,
            AttributeKind.Writer => """{"member":"attr_writer","name":"""u8,
            _ => """{"member":"attr_accessor","name":"""u8,
        });
        Name(attribute.Name);
        _out.Raw(""","type":"""u8);
        Type(attribute.Type);
        _out.Raw(""","ivar_name":"""u8);
        if (attribute.HasNoVariable)
            _out.Bool(false);
        else
            Name(attribute.VariableName);
        Kind(attribute.Kind);
        AnnotationsLocationComment(attribute, attribute.Annotations);
        Visible(attribute.Visibility);
        _out.Raw('}');
    }

    private void Mixin(MixinMember mixin)
    {
        _out.Raw(mixin.Kind switch
        {
            MixinKind.Include => """{"member":"include","name":"""u8,
            MixinKind.Extend => """{"member":"extend","name":"""u8,
            _ => """{"member":"prepend","name":"""u8,
        });
        Name(mixin.Name);
        Types(""","args":"""u8, mixin.Args);
        AnnotationsLocationComment(mixin, mixin.Annotations);
        _out.Raw('}');
    }

    private void Variable(VariableMember variable)
    {
        _out.Raw(variable.Kind switch
        {
            VariableKind.Instance => """{"member":"instance_variable","name":"""u8,
            VariableKind.ClassInstance => """{"member":"class_instance_variable","name":"""u8,
            _ => """{"member":"class_variable","name":"""u8,
        });
        Name(variable.Name);
        _out.Raw(""","type":"""u8);
        Type(variable.Type);
        LocationAndComment(variable);
        _out.Raw('}');
    }

    private void Alias(AliasMember alias)
    {
        _out.Raw("""{"member":"alias","new_name":"""u8);
        Name(alias.NewName);
        _out.Raw(""","old_name":"""u8);
        Name(alias.OldName);
        Kind(alias.Kind);
        AnnotationsLocationComment(alias, alias.Annotations);
        _out.Raw('}');
    }

    private void Kind(MemberKind kind)
    {
        _out.Raw(""","kind":"""u8);
        _out.Raw(kind switch
        {
            MemberKind.Instance => "\"instance\""u8,
            MemberKind.Singleton => "\"singleton\""u8,
            _ => "\"singleton_instance\""u8,
        });
    }

    private void Visible(Visibility visibility)
    {
        _out.Raw(""","visibility":"""u8);
        _out.Raw(visibility switch
        {
            Visibility.Public => "\"public\""u8,
            Visibility.Private => "\"private\""u8,
            _ => "null"u8,
        });
    }
}
