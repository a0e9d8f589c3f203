using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Parsing;

/// <summary>All piles of a parser. A thread keeps one set from file to file, emptied.</summary>
internal struct Piles
{
    public Pile<Declaration> Declarations;
    public Pile<Member> Members;
    public Pile<Overload> Overloads;
    public Pile<Annotation> Annotations;
    public Pile<ClassReference> References;
    public Pile<TypeParam> TypeParams;
    public Pile<RbsType> Types;
    public Pile<RecordField> Fields;
    public Pile<Param> Params;
    public Pile<KeyValuePair<Name, Param>> RequiredKeywords;
    public Pile<KeyValuePair<Name, Param>> OptionalKeywords;

    /// <summary>Runs of comment lines: what stands right above a declaration is its doc comment.</summary>
    public Pile<CommentBlock> Comments;

    [ThreadStatic]
    private static Piles t_spare;

    /// <summary>The thread's set, or a new one where a parser has that.</summary>
    public static Piles Borrow()
    {
        Piles piles = t_spare;
        t_spare = default;
        return piles;
    }

    /// <summary>Gives the set back to the thread, without anything of the tree.</summary>
    public void Return()
    {
        Declarations.Clear();
        Members.Clear();
        Overloads.Clear();
        Annotations.Clear();
        References.Clear();
        TypeParams.Clear();
        Types.Clear();
        Fields.Clear();
        Params.Clear();
        RequiredKeywords.Clear();
        OptionalKeywords.Clear();
        Comments.Clear();
        t_spare = this;
    }

    /// <summary>Forgets the parts of a member that turned out wrong; members and declarations stay.</summary>
    public void CutParts()
    {
        Overloads.Cut(0);
        Annotations.Cut(0);
        References.Cut(0);
        TypeParams.Cut(0);
        Types.Cut(0);
        Fields.Cut(0);
        Params.Cut(0);
        RequiredKeywords.Cut(0);
        OptionalKeywords.Cut(0);
    }
}
