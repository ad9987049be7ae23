using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Sources;

namespace ActorMesh.Hocon.Importing.Istio;

/// <summary>Istio's StringMatch: <c>exact</c>, <c>prefix</c> or <c>regex</c>.</summary>
internal static class StringMatches
{
    /// <summary>As a header or query parameter is matched in a mesh file. Without any of the three it only has to be there.</summary>
    public static DraftNode Of(Fields match)
    {
        if (match.Text("exact") is { } exact) return new DraftText(exact);
        var section = new DraftObject();
        if (match.Text("prefix") is { } prefix) section.Put("prefix", new DraftText(prefix));
        else if (match.Text("regex") is { } regex) section.Put("regex", new DraftText(regex));
        else section.Put("present", DraftNode.On);
        return section;
    }
}
