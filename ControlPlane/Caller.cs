using ActorMesh.Runtime.Identity;
using Grpc.Core;

namespace ActorMesh.ControlPlane;

/// <summary>Whom the certificate of a connection proves its calls to come from.</summary>
public sealed record Caller(SpiffeId Id)
{
    /// <summary>The service that it is a workload of; null when it is something else.</summary>
    public string? Service { get; } = Id.Path.Split('/') is ["", "ns", _, "sa", var name] ? name : null;

    /// <summary>Of its certificate, as a <see cref="DenyList"/> has it.</summary>
    public string Serial { get; init; } = "";

    /// <returns>Null when it is not.</returns>
    public SvidProblem? Denied(DenyList denied) => denied.ProblemOf([$"{Id}"], Serial);

    /// <returns>Null where nobody is asked who they are.</returns>
    public static Caller? Of(ServerCallContext call) => call.GetHttpContext().Features.Get<Caller>();

    /// <summary>Whether it may speak for a proxy: its name begins with that of its service, so that no workload takes the place of another's.</summary>
    /// <param name="proxy">As it names itself.</param>
    /// <param name="service">As it names its service; null where it does not.</param>
    /// <returns>Why not, and what to do; null when it may.</returns>
    public string? Problem(string proxy, string? service)
    {
        if (Service is not { } own) return $"{Id} is no workload, and nothing is configured for it: use a token for a service";
        if (service is not null && service != own)
            return $"it says that it is of service {service}, and its certificate says {Id}: a workload speaks for its own service alone; run it with --service {own}, or with a token for {service}";
        var isOwn = proxy.StartsWith(own, StringComparison.Ordinal) && (proxy.Length == own.Length || !char.IsAsciiLetterOrDigit(proxy[own.Length]));
        return isOwn ? null : $"it calls itself {proxy}, and its certificate says {Id}: a proxy's id begins with its service's name, as in {own}-1; --node-id sets it";
    }
}
