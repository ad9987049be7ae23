using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Sources;

namespace ActorMesh.Hocon.Importing.Istio;

/// <summary>Reads Istio's Headers: what is set, added and removed.</summary>
internal static class HeaderOperations
{
    /// <param name="owner">Has the key <c>headers</c>.</param>
    public static void Read(Fields owner, DraftObject body)
    {
        if (owner.Object("headers") is not { } headers) return;
        foreach (var side in (string[])["request", "response"])
        {
            if (headers.Object(side) is not { } operations) continue;
            foreach (var operation in (string[])["set", "add"])
            foreach (var (name, value) in operations.Pairs(operation))
                body.Section("headers").Section(side).Section(operation).Put(name, new DraftText(value));
            var removed = operations.Texts("remove");
            if (removed.Count > 0) body.Section("headers").Section(side).Put("remove", DraftList.OfTexts(removed));
        }
    }
}
