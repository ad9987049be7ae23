using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Sources;

namespace ActorMesh.Hocon.Importing.GatewayApi;

/// <summary>Reads sessionPersistence. A mesh file keeps a client at its replica by hashing.</summary>
internal static class SessionPersistence
{
    public static void Read(Fields owner, PolicyWriter writer)
    {
        if (owner.Object("sessionPersistence") is not { } session) return;
        session.Drop("absoluteTimeout", "a hash has no end");
        var isHeader = session.Text("type") is "Header";
        var cookie = session.Object("cookie");
        cookie?.Drop("path", "the cookie is that of the application: the proxy sets none");
        cookie?.Drop("lifetimeType", "a hash has no end");
        var name = session.Object("header")?.Text("name") ?? cookie?.Text("name") ?? session.Text("sessionName");
        if (name is null)
        {
            writer.Notes.NotCarried(session.Here, "it does not name the cookie or header of the session", "write load-balancer.hash-on");
            return;
        }

        writer.Near(
            "load-balancer.policy", "ring-hash", owner.At("sessionPersistence"), "a session keeps its replica by hashing, for as long as the replicas stay the same");
        writer.Target.Set("load-balancer.hash-on", new DraftText($"{(isHeader ? "header" : "cookie")}:{name}"));
    }
}
