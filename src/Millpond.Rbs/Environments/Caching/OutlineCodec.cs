using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Environments.Caching;

/// <summary>Outlines as bytes and back.</summary>
internal static class OutlineCodec
{
    private const byte ResolvesNames = 1;

    public static void Write(Outline outline, PathTable paths, CacheBuffer buffer)
    {
        buffer.Byte(outline.ResolvesNames ? ResolvesNames : (byte)0);
        buffer.Number(outline.Uses.Length);
        foreach (OutlineUse use in outline.Uses)
        {
            // A wildcard has no new name: 0.
            buffer.Number(use.NewName is null ? 0 : paths.NumberOf(use.NewName) + 1);
            buffer.Number(use.Used is null ? paths.NumberOf(use.Namespace!) : paths.NumberOf(use.Used));
        }
        buffer.Number(outline.Count);
        foreach (OutlineItem item in outline.Items)
        {
            buffer.Byte((byte)item.Kind);
            buffer.Number(item.Outer + 1);
            buffer.Number(item.Global is null ? paths.NumberOf(item.Name!) : paths.NumberOf(item.Global));
            if (item.OldName is not null)
                buffer.Number(paths.NumberOf(item.OldName));
        }
    }

    public static Outline Read(ref CacheBytes bytes, PathNames paths)
    {
        bool resolvesNames = bytes.Byte() == ResolvesNames;
        var uses = new OutlineUse[bytes.Count()];
        for (int at = 0; at < uses.Length; at++)
            uses[at] = ReadUse(ref bytes, paths);
        var items = new OutlineItem[bytes.Count()];
        for (int at = 0; at < items.Length; at++)
            items[at] = ReadItem(ref bytes, at, paths);
        return new(items, uses, resolvesNames);
    }

    private static OutlineUse ReadUse(ref CacheBytes bytes, PathNames paths)
    {
        Name? newName = paths.NameOrNull(ref bytes);
        return newName is null
            ? new(null, null, paths.Path(ref bytes))
            : new(paths.TypeName(ref bytes), newName, null);
    }

    private static OutlineItem ReadItem(ref CacheBytes bytes, int at, PathNames paths)
    {
        var kind = (DeclarationKind)bytes.Byte();
        int outer = bytes.Number(at + 1) - 1;
        return kind switch
        {
            DeclarationKind.Global => new(kind, outer, null, paths.Name(ref bytes), null),
            DeclarationKind.ClassAlias or DeclarationKind.ModuleAlias =>
                new(kind, outer, paths.TypeName(ref bytes), null, paths.TypeName(ref bytes)),
            <= DeclarationKind.ModuleAlias => new(kind, outer, paths.TypeName(ref bytes), null, null),
            _ => throw CacheBytes.Damaged(),
        };
    }
}
