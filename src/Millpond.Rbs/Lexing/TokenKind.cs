namespace Millpond.Rbs.Lexing;

/// <summary>What a token is. <see cref="TokenKinds.UpstreamName"/> has the name that messages use.</summary>
public enum TokenKind : byte
{
#pragma warning disable CS1591 // The names say it; facts about each are in the lexer.
    Eof, Error,
    LeftParen, RightParen, LeftBracket, RightBracket, LeftBrace, RightBrace,
    Comma, Bar, Hat, Amp, Question, Star, Star2, Dot, Dot3, Arrow, FatArrow, Equals, Colon, Colon2, Less, Greater,
    ArefOperator, Operator,
    Alias, AttrAccessor, AttrReader, AttrWriter, Bool, Bot, Class, Def, End, Extend, False, In, Include, Instance,
    Interface, Module, Nil, Out, Prepend, Private, Public, Self, Singleton, Top, True, Type, Unchecked, Untyped, Void,
    Use, As, Todo, Skip, Return, ClassAlias, ModuleAlias, ModuleSelf, AtRbs,
    LowerIdentifier, UpperIdentifier, UnderscoreUpperIdentifier, UnderscoreLowerIdentifier, NonAsciiIdentifier,
    BangIdentifier, EqualsIdentifier, QuotedIdentifier,
    InstanceVariable, ClassVariable, GlobalVariable,
    Integer, DoubleQuotedString, SingleQuotedString, Symbol, DoubleQuotedSymbol, SingleQuotedSymbol, Annotation,
    InlineComment, Comment, LineComment, Trivia,
#pragma warning restore CS1591
}
