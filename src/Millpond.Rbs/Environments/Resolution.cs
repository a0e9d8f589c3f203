using Millpond.Rbs.Ast;
using Millpond.Rbs.Parsing;

namespace Millpond.Rbs.Environments;

/// <summary>
/// What each written name means: a table beside the tree, by context and name, filled as names are asked for. Nothing is
/// rewritten. Free to use from many threads; a name already known costs one look without a lock.
/// </summary>
public sealed class Resolution
{
    // Enough for threads to meet seldom.
    private const int WriterLocks = 16;

    private readonly Lock _lock = new();
    private readonly Lock[] _writers = [.. Enumerable.Range(0, WriterLocks).Select(static _ => new Lock())];
    private readonly NameRules _rules;
    private readonly bool _takesAbsoluteAsIs;
    private ContextTable?[] _tables; // by Context.Id

    internal Resolution(NameIndex names, RbsVersion version)
        : this(NameRules.For(version, names), version.Major < 4, [])
    {
    }

    private Resolution(NameRules rules, bool takesAbsoluteAsIs, ContextTable?[] tables)
    {
        _rules = rules;
        _takesAbsoluteAsIs = takesAbsoluteAsIs;
        _tables = tables;
    }

    /// <summary>How many meanings are known so far.</summary>
    public int Count => Volatile.Read(ref _tables).Sum(table => table?.Count ?? 0);

    /// <summary>The absolute name that <paramref name="name"/> means in <paramref name="context"/>. Where there is no such
    /// name: as it was written (relative), or, where a <c>use</c> directive replaced it, the replacement.</summary>
    public TypeName Resolve(TypeName name, Context context)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(context);
        if (!context.ResolvesNames || (_takesAbsoluteAsIs && name.IsAbsolute))
            return name;
        ContextTable table = TableOf(context);
        if (table.Find(name) is { } known)
            return known;
        TypeName used = context.Uses?.Apply(name) ?? name;
        TypeName meaning = _rules.Resolve(used, context) ?? used;
        table.Add(name, meaning);
        return meaning;
    }

    /// <summary>The type with every name in it absolute; <paramref name="type"/> itself where nothing changes.</summary>
    public RbsType Absolute(RbsType type, Context context) => new AbsoluteTypes(this, context).Type(type);

    /// <summary>The method type with every name in it absolute; itself where nothing changes.</summary>
    public MethodType Absolute(MethodType type, Context context) => new AbsoluteTypes(this, context).Method(type);

    /// <summary>The type parameter with every name in its bounds and default absolute; itself where nothing changes.
    /// </summary>
    public TypeParam Absolute(TypeParam param, Context context) => new AbsoluteTypes(this, context).Param(param);

    /// <summary>The same meanings over another index of the same names.</summary>
    internal Resolution Over(NameIndex names, RbsVersion version) =>
        new(NameRules.For(version, names), _takesAbsoluteAsIs, (ContextTable?[])Volatile.Read(ref _tables).Clone());

    /// <summary>The meanings over another index, without those that may have changed.</summary>
    internal Resolution Over(
        NameIndex names, RbsVersion version, Func<TypeName, UseMap?, bool> isDropped, out int dropped)
    {
        int before = Count;
        ContextTable?[] tables = (ContextTable?[])Volatile.Read(ref _tables).Clone();
        for (int id = 0; id < tables.Length; id++)
            tables[id] = tables[id]?.Without(name => isDropped(name, tables[id]!.Uses));
        Resolution kept = new(NameRules.For(version, names), _takesAbsoluteAsIs, tables);
        dropped = before - kept.Count;
        return kept;
    }

    private ContextTable TableOf(Context context)
    {
        ContextTable?[] tables = Volatile.Read(ref _tables);
        return (uint)context.Id < (uint)tables.Length && Volatile.Read(ref tables[context.Id]) is { } table
            ? table
            : AddTable(context);
    }

    private ContextTable AddTable(Context context)
    {
        lock (_lock)
        {
            ContextTable?[] tables = _tables;
            if (context.Id >= tables.Length)
            {
                Array.Resize(ref tables, Math.Max(Context.Count, context.Id + 1));
                Volatile.Write(ref _tables, tables);
            }
            if (tables[context.Id] is { } meanwhile)
                return meanwhile;
            ContextTable table = new(context.Uses, _writers[context.Id % WriterLocks]);
            Volatile.Write(ref tables[context.Id], table);
            return table;
        }
    }
}
