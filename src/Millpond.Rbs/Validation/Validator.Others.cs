using Millpond.Rbs.Ast;
using Millpond.Rbs.Definitions;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Validation;

public sealed partial class Validator
{
    private void CheckClassAlias(ClassAliasEntry entry, Findings found) => found.Try(() =>
    {
        SourceBuffer buffer = entry.Declared.File.Buffer;
        Place place = new(buffer, entry.Declaration.OldNameSpan);
        Place whole = new(buffer, entry.Declaration.Span);
        TypeName old = _facts.Resolution.Resolve(entry.OldName, entry.Context);
        if (!_facts.Environment.TryNormalizeModule(entry.Name, out _, out bool isCyclic))
            throw isCyclic ? Errors.CyclicAlias(entry.Name, place, whole) : Errors.NoTypeFound(old, place);
        bool isConsistent = _facts.Environment.Find(old) switch
        {
            ClassOrModuleEntry module => module.IsClass != entry.IsModule,
            ClassAliasEntry alias => alias.IsModule == entry.IsModule,
            _ => false,
        };
        if (!isConsistent)
            throw Errors.InconsistentAlias(entry.IsModule, entry.Name, old, place, whole);
    });

    private void CheckInterface(InterfaceEntry entry, Findings found) => found.Try(() =>
    {
        InterfaceFacts @interface = _facts.FindInterface(entry.Name)!;
        SourceBuffer buffer = entry.Declared.File.Buffer;
        Definition definition = _builder.Interface(@interface);
        if (!definition.IsSound())
        {
            foreach (DefinedMethod method in definition.Methods)
            {
                if (!ReferenceEquals(method.DefinedIn, entry.Name))
                    continue;
                // Here the first error ends it.
                foreach (MethodOverload overload in method.Overloads)
                    CheckTypesIn(overload, type => CheckType(type, SourceOf(overload)));
            }
        }
        InterfaceDeclaration declaration = entry.Declaration;
        CheckBounds(declaration.TypeParams, new(buffer, declaration.TypeParamsSpan));
        if (_checksArgs && !declaration.TypeParams.IsEmpty)
            CheckParams(declaration.TypeParams, new(entry.Context, buffer), found);
        foreach (Member member in declaration.Members)
        {
            if (member is not MethodDefinition method)
                continue;
            CheckMethodBounds(method, buffer);
            foreach (Overload overload in method.Overloads)
            {
                WarnOfVoid(overload.MethodType, buffer, found);
                if (_warns && TypeWalk.Any(overload.MethodType, TypeWalk.HasClassish))
                    found.Warnings.Add(Classish(new(buffer, overload.MethodType.Span)));
            }
        }
    });

    private void CheckConstant(ConstantEntry entry, Findings found) => found.Try(() =>
    {
        Source source = new(entry.Context, entry.Declared.File.Buffer);
        RbsType type = entry.Declaration.Type;
        if (!Soundness.Of(_facts, type, source.Context))
            CheckType(type, source);
        _facts.CheckNamespace(entry.Name.Namespace, new(source.Buffer, entry.Declaration.Span));
        WarnOfAll(type, source, found);
    });

    private void CheckGlobal(GlobalEntry entry, Findings found) => found.Try(() =>
    {
        Source source = new(entry.Declared.Context, entry.Declared.File.Buffer);
        if (!Soundness.Of(_facts, entry.Declaration.Type, source.Context))
            CheckType(entry.Declaration.Type, source);
        WarnOfAll(entry.Declaration.Type, source, found);
    });

    private void CheckTypeAlias(TypeAliasEntry entry, Findings found) => found.Try(() =>
    {
        TypeAliasDeclaration declaration = entry.Declaration;
        Source source = new(entry.Context, entry.Declared.File.Buffer) { Given = [_aliases.Untyped(declaration)] };
        Place place = new(source.Buffer, declaration.Span);
        _facts.CheckNamespace(entry.Name.Namespace, place);
        if (!Soundness.Of(_facts, declaration.Type, source.Context))
            CheckType(declaration.Type, source);
        if (_aliases.IsCircular(entry.Name))
            throw Errors.RecursiveTypeAlias(entry.Name, place);
        if (_aliases.FindNonregular(entry.Name) is { } nonregular)
            throw Errors.NonregularTypeAlias(nonregular.Name, TypeText.Of(nonregular, _facts.Version), place);
        if (!declaration.TypeParams.IsEmpty)
        {
            VarianceCheck check = new(_facts, declaration.TypeParams);
            foreach (TypeParam misused in check.InTypeAlias(declaration.Type, source.Context, source.Buffer))
            {
                if (!misused.IsUnchecked)
                    throw Errors.InvalidVariance(misused, new(source.Buffer, declaration.Type.Span));
            }
            CheckBounds(declaration.TypeParams, new(source.Buffer, declaration.TypeParamsSpan));
            if (_checksArgs)
                CheckParams(declaration.TypeParams, source, found);
        }
        WarnOfAll(declaration.Type, source, found);
    });
}
