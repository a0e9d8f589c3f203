using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Json;

// Upstream has no JSON for directives; these are in the full form only.
internal sealed partial class AstWriter
{
    public void Directive(Directive directive)
    {
        switch (directive)
        {
            case ResolveTypeNamesDirective d:
                _out.Raw("""{"directive":"resolve_type_names","value":"""u8);
                _out.Bool(d.Value);
                break;
            case UseDirective d:
                _out.Raw("""{"directive":"use","clauses":"""u8);
                List(d.Clauses, Clause);
                break;
        }
        Location(directive);
        _out.Raw('}');
    }

    private void Clause(UseClause clause)
    {
        switch (clause)
        {
            case SingleUseClause c:
                _out.Raw("""{"clause":"single","type_name":"""u8);
                _out.String(c.TypeName.ToString());
                _out.Raw(""","new_name":"""u8);
                Name(c.NewName);
                break;
            case WildcardUseClause c:
                _out.Raw("""{"clause":"wildcard","namespace":"""u8);
                _out.String(c.Namespace.ToString());
                break;
        }
        Location(clause);
        _out.Raw('}');
    }
}
