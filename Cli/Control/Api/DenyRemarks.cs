using ActorMesh.Hocon.Compiling.Security;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.Cli.Control.Api;

/// <summary>What whoever denies a peer has to know: whom that does not stop.</summary>
internal static class DenyRemarks
{
    private const string Links =
        "a sidecar that has joined the cluster by it is refused from its next connection on, and keeps the links to other members that it has, since nobody knows which one it is: end its process, or deny the id of all members";

    private const string Members =
        "all sidecars that joined the cluster have this one identity: each is taken out of it, serves on with what it has, and joins again once it is allowed";

    private const string OthersBelieve =
        "sidecars of a version that has no deny list, and foreign Envoys, believe it until its certificate ends";

    /// <param name="peer">As <see cref="DenyList.Normal"/> has it.</param>
    /// <param name="mesh">Null before there is one.</param>
    public static IReadOnlyList<string> Of(string peer, ServiceMesh? mesh)
    {
        if (!SpiffeId.TryParse(peer, out var id, out _))
            return ["a certificate that was renewed from it has another serial number and is not denied: what stops a workload is to deny its id, as cert list shows it", Links, OthersBelieve];
        if (id.Path == NodeRole.Member) return [Members, OthersBelieve];
        return mesh is null || mesh.Services.Select(service => service.Name).Append(Callers.Ingress).Any(name => SpiffeNames.Of(mesh, name) == peer)
            ? [OthersBelieve]
            : [$"no workload of the mesh that runs is called {peer}: its own are {SpiffeNames.Of(mesh, "NAME")}", OthersBelieve];
    }
}
