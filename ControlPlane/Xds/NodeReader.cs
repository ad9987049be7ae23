using System.Net;
using ActorMesh.ControlPlane.Registry;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.ControlPlane.Xds.Subscriptions;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using Grpc.Core;

namespace ActorMesh.ControlPlane.Xds;

/// <summary>Reads who a client says it is, from the first request of its stream.</summary>
public static class NodeReader
{
    /// <summary>Characters of each name.</summary>
    public const int NameLengthMax = 256;

    private const string OurAgent = "actormesh";
    private const string ProxylessAgents = "gRPC";

    /// <exception cref="StreamRefusedException">It does not say who it is, or nothing that can be used.</exception>
    public static ProxyIdentity Identity(Node? node)
    {
        if (node is null) throw Refused("the first request of the stream has no node; send node.id and node.cluster with it");
        if (node.Id.Length is 0 or > NameLengthMax) throw Refused($"node.id is empty or longer than {NameLengthMax} characters; give each proxy a name of its own");
        if (node.Cluster.Length > NameLengthMax) throw Refused($"node.cluster is longer than {NameLengthMax} characters; it is the name of the service beside the proxy");
        if (node.Id.Any(char.IsControl) || node.Cluster.Any(char.IsControl)) throw Refused("node.id or node.cluster has a line break or another control character in it; take it out");
        return new ProxyIdentity(node.Id, node.Cluster) { IsProxyless = node.UserAgentName.StartsWith(ProxylessAgents, StringComparison.Ordinal) };
    }

    /// <summary>A sidecar of this mesh names a version only while it has all of it.</summary>
    public static bool IsOurs(Node node) => node.UserAgentName == OurAgent;

    /// <returns>What it is, for instance <c>gRPC Go/1.58.0</c>.</returns>
    public static string Agent(Node node)
    {
        var agent = node.UserAgentName.Length == 0 ? "unknown" : node.UserAgentVersion.Length == 0 ? node.UserAgentName : $"{node.UserAgentName}/{node.UserAgentVersion}";
        return agent.Length > NameLengthMax ? agent[..NameLengthMax] : agent;
    }

    /// <returns>Null when it does not register.</returns>
    /// <exception cref="StreamRefusedException">A field is missing or wrong.</exception>
    /// <param name="elsewhere">Where the proxy is, when that is another machine than this one.</param>
    public static Registration? Registration(Node node, IPAddress? elsewhere = null)
    {
        try
        {
            if (MetadataFields.Of(node.Metadata, MeshMetadata.Registration) is not { } fields) return null;
            var registration = new Registration(
                node.Cluster, node.Id, fields.Text("address") ?? throw Missing("address"), fields.Count("port", 0, int.MaxValue) ?? throw Missing("port"),
                fields.Text("zone"), fields.Count("weight", 0, int.MaxValue) ?? 1, fields.Pairs("labels") ?? new Dictionary<string, string>(StringComparer.Ordinal));
            return (RegistrationCheck.Problem(registration, RegistrySettings.Default) ?? RegistrationCheck.Unreachable(registration, elsewhere)) is { } problem ? throw new FormatException(problem) : RegistrationCheck.Normal(registration);
        }
        catch (FormatException e)
        {
            throw Refused(
                $"node.metadata {MeshMetadata.Registration} cannot be used: {e.Message}; give address (an IP address) and port, and if you like zone, weight (1 to 128) and labels, or leave it out to register nothing");
        }
    }

    private static FormatException Missing(string field) => new($"{field} is missing");

    private static StreamRefusedException Refused(string message) => new(StatusCode.InvalidArgument, message);
}
