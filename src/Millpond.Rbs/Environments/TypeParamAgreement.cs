using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Diagnostics;

namespace Millpond.Rbs.Environments;

/// <summary>Whether the declarations of a class or module have the same type parameters, but for their names.</summary>
internal static class TypeParamAgreement
{
    /// <summary>The finding about the first declaration that differs from the first of all, or null.</summary>
    public static Diagnostic? FindMismatch(ClassOrModuleEntry entry, Resolution resolution)
    {
        Declared<ContainerDeclaration>? first = null;
        foreach (Declared<ContainerDeclaration> declared in entry.All)
        {
            first ??= declared;
            if (declared != first && !Agree(first.Value, declared, resolution))
                return new(EnvironmentCodes.TypeParamMismatch, Severity.Error,
                    $"Generic parameters mismatch: {entry.Name}", declared.File.Buffer, declared.Declaration.Span);
        }
        return null;
    }

    private static bool Agree(
        in Declared<ContainerDeclaration> first, in Declared<ContainerDeclaration> second, Resolution resolution)
    {
        ImmutableArray<TypeParam> left = first.Declaration.TypeParams;
        ImmutableArray<TypeParam> right = second.Declaration.TypeParams;
        if (left.Length != right.Length)
            return false;
        if (left.IsEmpty)
            return true;
        Dictionary<Name, Name> renamed = [];
        for (int at = 0; at < left.Length; at++)
            renamed[right[at].Name] = left[at].Name;
        AbsoluteTypes ofFirst = new(resolution, first.Inside);
        AbsoluteTypes ofSecond = new(resolution, second.Inside, renamed);
        for (int at = 0; at < left.Length; at++)
        {
            if (!Agree(ofFirst.Param(left[at]), ofSecond.Param(right[at])))
                return false;
        }
        return true;
    }

    private static bool Agree(TypeParam left, TypeParam right) =>
        left.Variance == right.Variance && left.IsUnchecked == right.IsUnchecked
        && Equals(left.UpperBound, right.UpperBound) && Equals(left.LowerBound, right.LowerBound)
        && Equals(left.Default, right.Default);
}
