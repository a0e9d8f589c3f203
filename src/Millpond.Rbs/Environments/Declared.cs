using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Environments;

/// <summary>A declaration in its file and context. The tree is made at the first use where the environment came from the
/// cache; then a file is parsed once, whole.</summary>
/// <typeparam name="T">The declaration.</typeparam>
public readonly record struct Declared<T>
    where T : Declaration
{
    private readonly int _index;

    internal Declared(SourceFile file, int index, Context context)
    {
        File = file;
        _index = index;
        Context = context;
    }

    /// <summary>The file that holds it; its buffer is that of every span.</summary>
    public SourceFile File { get; }

    /// <summary>The context around it: what a super class and an interface's members are resolved in.</summary>
    public Context Context { get; }

    /// <summary>The context inside it, for classes and modules: what their members, type parameters and self types are
    /// resolved in.</summary>
    public Context Inside => Context.Enter(File.Outline[_index].Name!);

    /// <summary>What it declares. Known without parsing the file.</summary>
    public DeclarationKind Kind => File.Outline[_index].Kind;

    /// <summary>The declaration itself.</summary>
    public T Declaration => (T)File.DeclarationAt(_index);

    /// <summary>The same under another static type.</summary>
    internal Declared<TOther> As<TOther>()
        where TOther : Declaration => new(File, _index, Context);
}
