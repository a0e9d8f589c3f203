using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Definitions;
using Millpond.Rbs.Environments;
using Context = Millpond.Rbs.Environments.Context;

namespace Millpond.Rbs.Validation;

public sealed partial class Validator
{
    private void CheckModule(ClassOrModuleEntry entry, Findings found)
    {
        ModuleFacts module = _facts.FindModule(entry.Name)!;
        found.Try(() =>
        {
            CheckTypesIn(_builder.Instance(module), module, found);
            CheckTypesIn(_builder.Singleton(module), module, found);
            foreach (Declared<ContainerDeclaration> declared in module.Declarations)
                CheckAncestorArgs(declared, found);
            Declared<ContainerDeclaration> primary = entry.Primary;
            GenericDeclaration declaration = primary.Declaration;
            CheckBounds(declaration.TypeParams, new(primary.File.Buffer, declaration.TypeParamsSpan));
            if (!declaration.TypeParams.IsEmpty)
                CheckParams(declaration.TypeParams, new(primary.Inside, primary.File.Buffer), found);
            foreach (Declared<ContainerDeclaration> declared in module.Declarations)
                CheckMembers(declared, found);
        });
    }

    // Each type of what the class itself defines; each with a finding of its own.
    private void CheckTypesIn(Definition definition, ModuleFacts module, Findings found)
    {
        if (!definition.IsSound())
        {
            foreach (DefinedMethod method in definition.Methods)
            {
                if (!ReferenceEquals(method.DefinedIn, module.Name))
                    continue;
                foreach (MethodOverload overload in method.Overloads)
                    CheckTypesIn(overload, type => found.Try(() => CheckType(type, SourceOf(overload))));
            }
        }
        foreach (bool isClassVariable in (bool[])[false, true])
        {
            IEnumerable<SaidVariable> said = SaidVariable.Of(module, definition.IsSingleton);
            foreach (SaidVariable variable in LastOfEach(said, isClassVariable))
            {
                Source source = new(variable.Placed.Context, variable.Placed.Buffer);
                if (!Soundness.Of(_facts, variable.Type, source.Context))
                    found.Try(() => CheckType(variable.Type, source));
            }
        }
    }

    private static List<SaidVariable> LastOfEach(IEnumerable<SaidVariable> all, bool isClassVariable)
    {
        List<SaidVariable> last = [];
        foreach (SaidVariable variable in all)
        {
            if (variable.IsClassVariable != isClassVariable)
                continue;
            int known = last.FindIndex(earlier => ReferenceEquals(earlier.Name, variable.Name));
            if (known < 0)
                last.Add(variable);
            else
                last[known] = variable;
        }
        return last;
    }

    private static void CheckTypesIn(MethodOverload overload, Action<RbsType> check)
    {
        FunctionType function = overload.Written.Function;
        Walk(walk => TypeWalk.AnyParam(function, walk));
        // A new made of initialize returns an instance.
        if (!overload.IsTypedNew)
            check(function.ReturnType);
        if (overload.Written.Block is { } block)
        {
            Walk(walk => TypeWalk.Any(block.Function, walk));
            if (block.SelfType is { } self)
                check(self);
        }

        void Walk(Func<Func<RbsType, bool>, bool> walk) => walk(type =>
        {
            check(type);
            return false;
        });
    }

    private static Source SourceOf(MethodOverload overload) => new(overload.Placed.Context, overload.Placed.Buffer)
    {
        Given = overload.Given.Prepend(overload.Placed.Renaming),
    };

    private void CheckAncestorArgs(Declared<ContainerDeclaration> declared, Findings found)
    {
        if (declared.Declaration is ClassDeclaration { SuperClass: { Args.IsEmpty: false } super })
            CheckArgs(super.Args, new(declared.Context, declared.File.Buffer), found);
        if (declared.Declaration is not ModuleDeclaration { SelfTypes: { IsEmpty: false } selfTypes })
            return;
        Source source = new(declared.Inside, declared.File.Buffer);
        foreach (ClassReference self in selfTypes)
        {
            CheckArgs(self.Args, source, found);
            if (_checksArgs && SelfParams(_facts.Resolution.Resolve(self.Name, source.Context)) is { } parameters)
            {
                TypeName name = _facts.Resolution.Resolve(self.Name, source.Context);
                ImmutableArray<RbsType> args = _facts.Absolute(self.Args, source.Context);
                _facts.CheckArity(name, args, parameters, new(source.Buffer, self.Span));
            }
        }
    }

    // Upstream looks a class up among the modules here, and so says nothing of it.
    private ImmutableArray<TypeParam>? SelfParams(TypeName name) =>
        _facts.TryNormalize(name) is { } normalized && !_facts.IsClass(normalized)
            ? _facts.TypeParamsOf(normalized)
            : null;

    private void CheckArgs(ImmutableArray<RbsType> args, in Source source, Findings found)
    {
        foreach (RbsType arg in args)
        {
            WarnOfArg(arg, source, found);
            if (_checksArgs)
                CheckType(arg, source);
        }
    }

    private void CheckMembers(Declared<ContainerDeclaration> declared, Findings found)
    {
        Context? inside = null;
        foreach (Member member in declared.Declaration.Members)
        {
            switch (member)
            {
                case MethodDefinition method:
                    CheckMethodBounds(method, declared.File.Buffer);
                    WarnOfVoid(method, declared.File.Buffer, found);
                    break;
                case AttributeMember attribute:
                    WarnOfVoid(attribute.Type, declared.File.Buffer, found);
                    break;
                case VariableMember variable:
                    WarnOfVoid(variable.Type, declared.File.Buffer, found);
                    if (variable.Kind == VariableKind.Class)
                        WarnOfSelf(variable.Type, declared.File.Buffer, found);
                    break;
                case MixinMember mixin:
                    CheckMixin(mixin, new(inside ??= declared.Inside, declared.File.Buffer), found);
                    break;
            }
        }
    }

    private void CheckMixin(MixinMember mixin, in Source source, Findings found)
    {
        foreach (RbsType arg in mixin.Args)
        {
            WarnOfSelf(arg, source.Buffer, found);
            if (arg is not BaseType { Kind: BaseTypeKind.Void })
                WarnOfVoid(arg, source.Buffer, found);
        }
        if (!_checksArgs)
            return;
        TypeName name = _facts.Resolution.Resolve(mixin.Name, source.Context);
        if (_facts.TryNormalize(name) is { } normalized && _facts.TypeParamsOf(normalized) is { } parameters)
        {
            ImmutableArray<RbsType> args = _facts.Absolute(mixin.Args, source.Context);
            _facts.CheckArity(name, args, parameters, new(source.Buffer, mixin.Span));
        }
    }
}
