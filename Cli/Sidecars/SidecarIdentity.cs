using System.Net;
using ActorMesh.Cli.Spiffe;

namespace ActorMesh.Cli.Sidecars;

/// <summary>Who a sidecar is, whichever way its configuration comes.</summary>
/// <param name="Service">The service that it runs for.</param>
/// <param name="NodeId">Tells it from all others; the same after a restart.</param>
internal sealed record SidecarIdentity(string Service, string NodeId)
{
    private static readonly IPEndPoint AdminUsual = new(IPAddress.Loopback, 15000);

    public string? Zone { get; init; }

    public IPEndPoint Admin { get; init; } = AdminUsual;

    /// <summary>Where callers find the service that runs beside it; null: it is no endpoint.</summary>
    public IPEndPoint? Advertised { get; init; }

    /// <summary>1..128; its share among all endpoints of the service.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>What versions of the service select by.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The file with the token that lets it in; null where there is none.</summary>
    public string? TokenFile { get; init; }

    /// <summary>Nobody is asked who they are: for one machine, and for trying things out.</summary>
    public bool IsInsecure { get; init; }

    /// <summary>Where applications beside it ask who they are; null: nowhere.</summary>
    public WorkloadApiSettings? WorkloadApi { get; init; }

    /// <summary>Where it keeps what it runs; null keeps nothing.</summary>
    public string? StateFolder { get; init; }
}
