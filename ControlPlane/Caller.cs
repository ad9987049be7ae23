using ActorMesh.Runtime.Identity;
using Grpc.Core;

namespace ActorMesh.ControlPlane;

/// <summary>Whom the certificate of a connection proves its calls to come from.</summary>
public sealed record Caller(SpiffeId Id)
{
    /// <summary>The service of the mesh that it is a workload of; null when it is something else.</summary>
    public string? Service => Id.Path.Split('/') is ["", "ns", _, "sa", var name] && !IsForeign(name, Id.Path) ? name : null;

    /// <summary>By name and path: whether the mesh has a service of this name that is called otherwise, as it is of another namespace.</summary>
    public Func<string, string, bool> IsForeign { get; init; } = static (_, _) => false;

    /// <summary>Of its certificate, as a <see cref="DenyList"/> has it.</summary>
    public string Serial { get; init; } = "";

    private string NoWorkload => $"{Id} is no workload of this mesh, and nothing is configured for it: use a token for a service, of the mesh's namespace";

    /// <returns>Null when it is not.</returns>
    public SvidProblem? Denied(DenyList denied) => denied.ProblemOf([$"{Id}"], Serial);

    /// <returns>Null where nobody is asked who they are.</returns>
    public static Caller? Of(ServerCallContext call) => call.GetHttpContext().Features.Get<Caller>();

    /// <returns>The service that it comes from; null where nobody is asked who they are.</returns>
    /// <exception cref="RpcException">It comes from none.</exception>
    public static string? ServiceOf(ServerCallContext call) => Of(call) is { } caller
        ? caller.Service ?? throw new RpcException(new Status(StatusCode.PermissionDenied, caller.NoWorkload))
        : null;

    /// <summary>Whether it may speak for a proxy: one of its own service, which a name that begins with that of the service shows to people.</summary>
    /// <param name="proxy">As it names itself.</param>
    /// <param name="service">As it names its service; null where it does not.</param>
    /// <returns>Why not, and what to do; null when it may.</returns>
    public string? Problem(string proxy, string? service)
    {
        if (Service is not { } own) return NoWorkload;
        if (service is not null && service != own)
            return $"it says that it is of service {service}, and its certificate says {Id}: a workload speaks for its own service alone; run it with --service {own}, or with a token for {service}";
        var isOwn = proxy.StartsWith(own, StringComparison.Ordinal) && (proxy.Length == own.Length || !char.IsAsciiLetterOrDigit(proxy[own.Length]));
        return isOwn ? null : $"it calls itself {proxy}, and its certificate says {Id}: a proxy's id begins with its service's name, as in {own}-1; --node-id sets it";
    }
}
