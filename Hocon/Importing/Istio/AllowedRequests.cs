using ActorMesh.Hocon.Importing.Drafts;

namespace ActorMesh.Hocon.Importing.Istio;

/// <summary>What a rule allows; an empty list fits everything.</summary>
internal sealed record AllowedRequests(IReadOnlyList<string> From, IReadOnlyList<string> Methods, IReadOnlyList<string> Paths)
{
    public bool IsEverything => From.Count == 0 && Methods.Count == 0 && Paths.Count == 0;

    public DraftNode ToDraft()
    {
        var rule = new DraftObject();
        if (From.Count > 0) rule.Put("from", DraftList.OfTexts(From));
        if (Methods.Count > 0) rule.Put("methods", DraftList.OfTexts(Methods));
        if (Paths.Count > 0) rule.Put("paths", DraftList.OfTexts(Paths));
        return rule;
    }
}
