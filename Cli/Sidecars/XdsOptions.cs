using System.Net;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Cli.Sidecars;

/// <summary>Which control plane a sidecar follows, and as whom.</summary>
/// <param name="Servers">HOST:PORT each.</param>
internal sealed record XdsOptions(IReadOnlyList<string> Servers, SidecarIdentity Self)
{
    /// <summary>Under which the control plane finds the advertised address in what a node says of itself.</summary>
    public const string RegistrationKey = "actormesh.registration";

    public bool IsDelta { get; init; }

    /// <summary>As it introduces itself.</summary>
    public Node Node()
    {
        var node = new Node { Id = Self.NodeId, Cluster = Self.Service, UserAgentName = "actormesh", UserAgentVersion = ProgramVersion.Short };
        if (Self.Zone is { } zone) node.Locality = new Locality { Zone = zone };
        if (Self.Advertised is { } address) node.Metadata = new Struct { Fields = { [RegistrationKey] = Value.ForStruct(Registration(address)) } };
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
                ["weight"] = Value.ForNumber(Self.Weight),
            },
        };
        if (Self.Zone is { } zone) registration.Fields["zone"] = Value.ForString(zone);
        var labels = new Struct();
        foreach (var (name, value) in Self.Labels) labels.Fields[name] = Value.ForString(value);
        if (Self.Labels.Count > 0) registration.Fields["labels"] = Value.ForStruct(labels);
        return registration;
    }
}
