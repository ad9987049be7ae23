using System.Net;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Cli.Sidecars;

/// <summary>Which control plane a sidecar follows, and as whom.</summary>
/// <param name="Servers">HOST:PORT each.</param>
/// <param name="Service">The service that it runs for.</param>
/// <param name="NodeId">Tells it from all others; the same after a restart.</param>
internal sealed record XdsOptions(IReadOnlyList<string> Servers, string Service, string NodeId)
{
    /// <summary>Under which the control plane finds <see cref="Advertised"/> in what a node says of itself.</summary>
    public const string RegistrationKey = "actormesh.registration";

    public static IPEndPoint AdminUsual { get; } = new(IPAddress.Loopback, 15000);

    public string? Zone { get; init; }

    public IPEndPoint Admin { get; init; } = AdminUsual;

    /// <summary>Where callers find the service that runs beside it; null: it is no endpoint.</summary>
    public IPEndPoint? Advertised { get; init; }

    /// <summary>1..128; its share among all endpoints of the service.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>What versions of the service select by.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public bool IsDelta { get; init; }

    /// <summary>Where it keeps what it runs; null keeps nothing.</summary>
    public string? StateFolder { get; init; }

    /// <summary>As it introduces itself.</summary>
    public Node Node()
    {
        var node = new Node { Id = NodeId, Cluster = Service, UserAgentName = "actormesh", UserAgentVersion = ProgramVersion.Short };
        if (Zone is { } zone) node.Locality = new Locality { Zone = zone };
        if (Advertised is { } address) node.Metadata = new Struct { Fields = { [RegistrationKey] = Value.ForStruct(Registration(address)) } };
        return node;
    }

    private Struct Registration(IPEndPoint address)
    {
        var registration = new Struct
        {
            Fields =
            {
                ["address"] = Value.ForString(address.Address.ToString()),
                ["port"] = Value.ForNumber(address.Port),
                ["weight"] = Value.ForNumber(Weight),
            },
        };
        if (Zone is { } zone) registration.Fields["zone"] = Value.ForString(zone);
        var labels = new Struct();
        foreach (var (name, value) in Labels) labels.Fields[name] = Value.ForString(value);
        if (Labels.Count > 0) registration.Fields["labels"] = Value.ForStruct(labels);
        return registration;
    }
}
