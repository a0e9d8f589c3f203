using Millpond.Rbs.Ast;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.LanguageServer;

/// <summary>Finds every place in a file where something is named, and what it is. Each part of <c>A::B</c> is a place of
/// its own.</summary>
internal sealed partial class OccurrenceFinder
{
    private readonly RbsEnvironment _environment;
    private readonly List<Occurrence> _found = [];
    private Context _context = Context.Root;

    private OccurrenceFinder(RbsEnvironment environment) => _environment = environment;

    public static List<Occurrence> Of(SourceFile file, RbsEnvironment environment)
    {
        OccurrenceFinder finder = new(environment);
        foreach (UseDirective use in file.Tree.Directives.OfType<UseDirective>())
            finder.Use(use);
        foreach (Declaration declaration in file.Tree.Declarations)
            finder.Declaration(declaration, environment.RootOf(file));
        return finder._found;
    }

    /// <summary>The place at a byte, or right behind which the byte is.</summary>
    public static Occurrence? At(SourceFile file, RbsEnvironment environment, int offset)
    {
        List<Occurrence> all = Of(file, environment);
        foreach (Occurrence occurrence in all)
        {
            if (occurrence.Span.Contains(offset))
                return occurrence;
        }
        int behind = all.FindIndex(occurrence => occurrence.Span.End == offset);
        return behind < 0 ? null : all[behind];
    }

    private void Use(UseDirective use)
    {
        foreach (UseClause clause in use.Clauses)
        {
            if (clause is SingleUseClause single)
                Parts(single.TypeName.ToAbsolute(), single.TypeNameSpan.End);
            else if (clause is WildcardUseClause { Namespace: { IsEmpty: false } path } wildcard)
                Parts(path.ToAbsolute().ToTypeName(), wildcard.NamespaceSpan.End - "::".Length);
        }
    }

    private void Declaration(Declaration declaration, Context outer)
    {
        _context = outer;
        switch (declaration)
        {
            case ContainerDeclaration node:
                Container(node, outer);
                break;
            case TypeAliasDeclaration node:
                Declared(node.Name, node.NameSpan, node);
                Params(node.TypeParams);
                Type(node.Type);
                break;
            case ConstantDeclaration node:
                Declared(node.Name, node.NameSpan, node);
                Type(node.Type);
                break;
            case GlobalDeclaration node:
                _found.Add(new(new GlobalSymbol(node.Name), node.NameSpan, node));
                Type(node.Type);
                break;
            case ClassAliasDeclaration node:
                Declared(node.NewName, node.NewNameSpan, node);
                Named(node.OldName, node.OldNameSpan);
                break;
        }
        _context = outer;
    }

    private void Container(ContainerDeclaration node, Context outer)
    {
        Declared(node.Name, node.NameSpan, node);
        if (node is ClassDeclaration { SuperClass: { } super })
            Reference(super);
        if (node is not InterfaceDeclaration)
            _context = outer.Enter(node.Name);
        Params(node.TypeParams);
        if (node is ModuleDeclaration module)
        {
            foreach (ClassReference self in module.SelfTypes)
                Reference(self);
        }
        TypeName owner = node.Name.Within(outer.Prefix);
        foreach (Member member in node.Members)
        {
            if (member is Declaration nested)
                Declaration(nested, _context);
            else
                Member(member, owner);
        }
    }

    private void Member(Member member, TypeName owner)
    {
        switch (member)
        {
            case MethodDefinition node:
                Method(owner, node.Kind, node.Name, node.NameSpan, node);
                foreach (Overload overload in node.Overloads)
                    Method(overload.MethodType);
                break;
            case AttributeMember node:
                Attribute(node, owner);
                break;
            case AliasMember node:
                Method(owner, node.Kind, node.NewName, node.NewNameSpan, node);
                Method(owner, node.Kind, node.OldName, node.OldNameSpan, null);
                break;
            case MixinMember node:
                Named(node.Name, node.NameSpan);
                Types(node.Args);
                break;
            case VariableMember node:
                _found.Add(new(new VariableSymbol(owner, node.Kind, node.Name), node.NameSpan, node));
                Type(node.Type);
                break;
        }
    }

    private void Attribute(AttributeMember node, TypeName owner)
    {
        Name name = node.Attribute == AttributeKind.Writer ? Name.Of(node.Name.Text + "=") : node.Name;
        Method(owner, node.Kind, name, node.NameSpan, node);
        if (node.VariableName is { } variable)
        {
            VariableKind kind = node.Kind == MemberKind.Singleton ? VariableKind.ClassInstance : VariableKind.Instance;
            _found.Add(new(new VariableSymbol(owner, kind, variable), node.VariableNameSpan, null));
        }
        Type(node.Type);
    }

    private void Method(TypeName owner, MemberKind kind, Name name, Span span, Member? declares) =>
        _found.Add(new(new MethodSymbol(owner, kind == MemberKind.Singleton, name), span, declares));

    private void Declared(TypeName name, Span span, Declaration declaration)
    {
        TypeName absolute = name.Within(_context.Prefix);
        _found.Add(new(new TypeSymbol(absolute), LastPart(name, span.End), declaration));
        if (!name.Namespace.IsEmpty)
            Parts(absolute.Namespace.ToTypeName(), LastPart(name, span.End).Start - "::".Length, name.Namespace.Depth);
    }

    // The parts of an absolute name whose last ends at `end`; at most `count` of them are written.
    private void Parts(TypeName absolute, int end, int count = int.MaxValue)
    {
        Span part = LastPart(absolute, end);
        _found.Add(new(new TypeSymbol(absolute), part, null));
        if (count > 1 && !absolute.Namespace.IsEmpty)
            Parts(absolute.Namespace.ToTypeName(), part.Start - "::".Length, count - 1);
    }

    private void Named(TypeName name, Span span)
    {
        for (int end = span.End; ;)
        {
            Span part = LastPart(name, end);
            _found.Add(new(Target(name) is { } target ? new TypeSymbol(target) : null, part, null));
            if (name.Namespace.IsEmpty)
                return;
            end = part.Start - "::".Length;
            name = name.Namespace.ToTypeName();
        }
    }

    // What a name names: the alias itself where it is one, not what is behind it.
    private TypeName? Target(TypeName name)
    {
        TypeName meaning = _environment.Resolution.Resolve(name, _context);
        if (meaning.IsAbsolute && ReferenceEquals(meaning.Name, name.Name))
            return meaning;
        for (Context? context = _context; context is not null; context = context.Outer)
        {
            TypeName candidate = name.Within(context.Prefix);
            if (_environment.Find(candidate) is not null)
                return candidate;
        }
        return meaning.IsAbsolute && _environment.Find(meaning) is not null ? meaning : null;
    }

    private static Span LastPart(TypeName name, int end) => Span.Between(end - name.Name.Utf8Length, end);
}
