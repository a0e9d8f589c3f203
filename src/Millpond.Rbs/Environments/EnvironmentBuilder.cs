using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Parsing;

namespace Millpond.Rbs.Environments;

/// <summary>
/// Makes the tables of an environment from the outlines of its files; no tree is looked into but to say where a duplicate
/// stands. With a previous environment, entries that would come out the same are taken from there.
/// </summary>
internal sealed class EnvironmentBuilder
{
    private readonly ImmutableArray<SourceFile> _files;
    private readonly RbsVersion _version;
    private readonly RbsEnvironment? _previous;
    private readonly NameIndex _names;
    private readonly Dictionary<SourceFile, Context> _roots = [];
    private readonly Dictionary<Name, GlobalEntry> _globals = [];
    private readonly List<Entry> _inOrder;
    private readonly List<GlobalEntry> _globalsInOrder = [];
    private readonly List<Diagnostic> _duplicates = [];
    private readonly List<Diagnostic> _wildcards = [];
    private Dictionary<Namespace, List<TypeName>>? _children; // made for the first wildcard

    public EnvironmentBuilder(ImmutableArray<SourceFile> files, RbsVersion version, RbsEnvironment? previous = null)
    {
        _files = files;
        _version = version;
        _previous = previous;
        int items = files.Sum(file => file.Outline.Count);
        _names = new(items);
        _inOrder = new(items);
    }

    /// <summary>How many entries are new objects.</summary>
    public int EntriesMade { get; private set; }

    public RbsEnvironment Build()
    {
        MakeRoots();
        foreach (SourceFile file in _files)
            Insert(file);
        Seal();
        return new(new EnvironmentTables
        {
            Version = _version,
            Files = _files,
            Names = _names,
            InOrder = [.. _inOrder],
            Roots = _roots,
            Globals = [.. _globalsInOrder],
            GlobalsByName = _globals,
            Diagnostics =
            [
                .. _files.SelectMany(file => file.Diagnostics), .. _wildcards, .. _duplicates,
            ],
        });
    }

    private void MakeRoots()
    {
        foreach (SourceFile file in _files)
        {
            Outline outline = file.Outline;
            if (outline.Uses.Length == 0 && outline.ResolvesNames)
                continue;
            UseMap? uses = outline.Uses.Length == 0 ? null : MapOf(file);
            _roots[file] = PreviousRootOf(file, uses) ?? Context.RootOf(uses, outline.ResolvesNames);
        }
    }

    // The same directives that mean the same are the same context, so that what is known of it stays known.
    private Context? PreviousRootOf(SourceFile file, UseMap? uses)
    {
        if (_previous?.FindFile(file.Path) is not { } old)
            return null;
        Context root = _previous.RootOf(old);
        bool isSame = root.ResolvesNames == file.Outline.ResolvesNames
            && (uses is null ? root.Uses is null : uses.SaysTheSameAs(root.Uses));
        return isSame ? root : null;
    }

    private UseMap MapOf(SourceFile file)
    {
        Dictionary<Name, TypeName> names = [];
        foreach (OutlineUse use in file.Outline.Uses)
        {
            if (use.Used is not null)
                names[use.NewName!] = use.Used;
            else if (!AddChildren(use.Namespace!, names))
                _wildcards.Add(EmptyWildcard(file, use.Namespace!));
        }
        return new(names);
    }

    private bool AddChildren(Namespace parent, Dictionary<Name, TypeName> names)
    {
        if (!(_children ??= FindChildren()).TryGetValue(parent, out List<TypeName>? children))
            return false;
        foreach (TypeName child in children)
            names[child.Name] = child;
        return true;
    }

    private Dictionary<Namespace, List<TypeName>> FindChildren()
    {
        Dictionary<Namespace, List<TypeName>> children = [];
        foreach (SourceFile file in _files)
        {
            foreach (OutlineItem item in file.Outline.Items)
            {
                if (item.Kind is DeclarationKind.Constant or DeclarationKind.Global || item.Name!.Namespace.IsEmpty)
                    continue;
                if (!children.TryGetValue(item.Name.Namespace, out List<TypeName>? list))
                    children.Add(item.Name.Namespace, list = []);
                list.Add(item.Name);
            }
        }
        return children;
    }

    private static Diagnostic EmptyWildcard(SourceFile file, Namespace parent)
    {
        WildcardUseClause clause = file.Tree.Directives.OfType<UseDirective>().SelectMany(use => use.Clauses)
            .OfType<WildcardUseClause>().First(each => ReferenceEquals(each.Namespace.ToAbsolute(), parent));
        return new(EnvironmentCodes.EmptyWildcard, Severity.Error,
            $"Nothing is declared in {clause.Namespace} to be used", file.Buffer, clause.Span);
    }

    private void Insert(SourceFile file)
    {
        ReadOnlySpan<OutlineItem> items = file.Outline.Items;
        Context root = _roots.GetValueOrDefault(file, Context.Root);
        var insides = new Context?[items.Length];
        for (int index = 0; index < items.Length; index++)
        {
            ref readonly OutlineItem item = ref items[index];
            Context context = item.Outer < 0 ? root : insides[item.Outer]!;
            if (item.Kind == DeclarationKind.Global)
                InsertGlobal(item.Global!, new(file, index, root));
            else if (item.Kind is DeclarationKind.Class or DeclarationKind.Module)
            {
                insides[index] = context.Enter(item.Name!);
                InsertClassOrModule(item, file, index, context);
            }
            else
                InsertSingle(item, file, index, context);
        }
    }

    private void InsertGlobal(Name name, Declared<GlobalDeclaration> declared)
    {
        if (_globals.TryGetValue(name, out GlobalEntry? first))
        {
            _duplicates.Add(Duplicate(name.Text, first.Declared.File, first.Declaration));
            return;
        }
        GlobalEntry? entry = _previous?.FindGlobal(name);
        if (entry is null || entry.Declared != declared)
        {
            entry = new(name, declared);
            EntriesMade++;
        }
        _globals.Add(name, entry);
        _globalsInOrder.Add(entry);
    }

    private void InsertClassOrModule(in OutlineItem item, SourceFile file, int index, Context context)
    {
        TypeName name = item.Name!;
        Entry? found = _names.Find(name);
        if (found is null)
        {
            found = item.Kind == DeclarationKind.Class ? new ClassEntry(name) : new ModuleEntry(name);
            _names.Put(found);
            _inOrder.Add(found);
        }
        if (found.Kind == item.Kind)
            ((ClassOrModuleEntry)found).Add(file, index, context);
        else
            _duplicates.Add(Duplicate(found, takesLast: false));
    }

    private void InsertSingle(in OutlineItem item, SourceFile file, int index, Context context)
    {
        TypeName name = item.Name!;
        if (_names.Find(name) is { } first)
        {
            // Upstream names the last of a class's declarations since version 3.
            _duplicates.Add(Duplicate(first, takesLast: _version.Major >= 3));
            return;
        }
        Entry entry = item.Kind switch
        {
            DeclarationKind.Interface => new InterfaceEntry(name, new(file, index, context)),
            DeclarationKind.TypeAlias => new TypeAliasEntry(name, new(file, index, context)),
            DeclarationKind.Constant => new ConstantEntry(name, new(file, index, context)),
            _ => new ClassAliasEntry(name, item.OldName!, new(file, index, context)),
        };
        _names.Put(entry);
        _inOrder.Add(entry);
    }

    // A class's declarations are complete only now, so only now can it be compared with what was before.
    private void Seal()
    {
        for (int at = 0; at < _inOrder.Count; at++)
        {
            Entry entry = _inOrder[at];
            (entry as ClassOrModuleEntry)?.Seal();
            if (_previous?.Find(entry.Name) is { } old && old.IsMadeOfTheSameAs(entry))
            {
                _inOrder[at] = old;
                _names.Put(old);
            }
            else
            {
                EntriesMade++;
            }
        }
    }

    private static Diagnostic Duplicate(Entry first, bool takesLast)
    {
        (SourceFile file, Declaration declaration) = first.Locate(takesLast);
        return Duplicate(first.Name.ToString(), file, declaration);
    }

    private static Diagnostic Duplicate(string name, SourceFile file, Declaration declaration) => new(
        EnvironmentCodes.Duplicate, Severity.Error, $"Duplicated declaration: {name}", file.Buffer, declaration.Span);
}
