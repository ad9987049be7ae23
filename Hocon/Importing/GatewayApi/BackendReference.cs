using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Kubernetes;
using ActorMesh.Hocon.Importing.Sources;

namespace ActorMesh.Hocon.Importing.GatewayApi;

/// <summary>Finds the service that a reference names.</summary>
internal static class BackendReference
{
    /// <returns>Null when it names something else; that is said.</returns>
    public static ServiceDraft? Read(Fields reference, HostTable hosts, string? space)
    {
        reference.Ignore("group");
        var port = reference.Integer("port", 1, 65535);
        var own = reference.Text("namespace");
        var name = reference.Text("name");
        if (reference.Text("kind") is { } kind && kind != "Service")
        {
            reference.Notes.NotCarried(reference.At("kind"), $"requests go to services, not to a {Reading.Quoted.Of(kind)}");
            return null;
        }

        return name is null ? null : hosts.Resolve(name, own ?? space, reference.At("port"), port);
    }
}
