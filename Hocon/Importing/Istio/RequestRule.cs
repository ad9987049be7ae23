using ActorMesh.Hocon.Importing.Drafts;

namespace ActorMesh.Hocon.Importing.Istio;

/// <summary>Which requests a rule is about; an empty list fits everything.</summary>
/// <param name="Ports">At which the workload is reached.</param>
internal sealed record RequestRule(IReadOnlyList<string> From, IReadOnlyList<string> Methods, IReadOnlyList<string> Paths, IReadOnlyList<string> Hosts, IReadOnlyList<int> Ports)
{
    public bool IsEverything => From.Count == 0 && IsEveryRequest;

    /// <summary>Whether it is only about who calls.</summary>
    public bool IsEveryRequest => Methods.Count == 0 && Paths.Count == 0 && Hosts.Count == 0 && Ports.Count == 0;

    /// <summary>The rule as one service has it; null when it is about ports that the service does not have.</summary>
    public RequestRule? At(ServiceDraft service) =>
        Ports.Count == 0 || service.Port is null ? this : Ports.Any(service.IsReachedAt) ? this with { Ports = [] } : null;

    public DraftNode ToDraft()
    {
        var rule = new DraftObject();
        if (From.Count > 0) rule.Put("from", DraftList.OfTexts(From));
        if (Methods.Count > 0) rule.Put("methods", DraftList.OfTexts(Methods));
        if (Paths.Count > 0) rule.Put("paths", DraftList.OfTexts(Paths));
        if (Hosts.Count > 0) rule.Put("hosts", DraftList.OfTexts(Hosts));
        if (Ports.Count > 0) rule.Put("ports", new DraftList([.. Ports.Select(port => new DraftWord(Writing.Words.Number(port)))]));
        return rule;
    }
}
