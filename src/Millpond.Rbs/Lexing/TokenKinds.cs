namespace Millpond.Rbs.Lexing;

/// <summary>Facts about kinds of tokens.</summary>
public static class TokenKinds
{
    private static readonly string[] s_names =
    [
        "pEOF", "ErrorToken",
        "pLPAREN", "pRPAREN", "pLBRACKET", "pRBRACKET", "pLBRACE", "pRBRACE",
        "pCOMMA", "pBAR", "pHAT", "pAMP", "pQUESTION", "pSTAR", "pSTAR2", "pDOT", "pDOT3", "pARROW", "pFATARROW",
        "pEQ", "pCOLON", "pCOLON2", "pLT", "pGT",
        "pAREF_OPR", "tOPERATOR",
        "kALIAS", "kATTRACCESSOR", "kATTRREADER", "kATTRWRITER", "kBOOL", "kBOT", "kCLASS", "kDEF", "kEND", "kEXTEND",
        "kFALSE", "kIN", "kINCLUDE", "kINSTANCE", "kINTERFACE", "kMODULE", "kNIL", "kOUT", "kPREPEND", "kPRIVATE",
        "kPUBLIC", "kSELF", "kSINGLETON", "kTOP", "kTRUE", "kTYPE", "kUNCHECKED", "kUNTYPED", "kVOID",
        "kUSE", "kAS", "k__TODO__", "kSKIP", "kRETURN", "kCLASSALIAS", "kMODULEALIAS", "kMODULESELF", "kATRBS",
        "tLIDENT", "tUIDENT", "tULIDENT", "tULLIDENT", "tNONASCIIIDENT",
        "tBANGIDENT", "tEQIDENT", "tQIDENT",
        "tAIDENT", "tA2IDENT", "tGIDENT",
        "tINTEGER", "tDQSTRING", "tSQSTRING", "tSYMBOL", "tDQSYMBOL", "tSQSYMBOL", "tANNOTATION",
        "tINLINECOMMENT", "tCOMMENT", "tLINECOMMENT", "tTRIVIA",
    ];

    /// <summary>The name of a kind in the rbs gem's messages: <c>tLIDENT</c>, <c>kCLASS</c>, <c>pEOF</c>.</summary>
    public static string UpstreamName(this TokenKind kind) => s_names[(int)kind];

    /// <summary>A word of the language that can also be the name of a method, a keyword or a parameter: all but those of
    /// inline annotations.</summary>
    internal static bool IsKeyword(this TokenKind kind) => kind is >= TokenKind.Alias and <= TokenKind.Return;
}
