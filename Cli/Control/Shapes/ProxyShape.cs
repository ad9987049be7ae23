using System.Text.Json.Serialization;

namespace ActorMesh.Cli.Control.Shapes;

/// <summary>How far a proxy is.</summary>
/// <param name="State"><c>synced</c>, <c>stale</c>, <c>nack</c> or <c>lost</c>.</param>
/// <param name="Version">The mesh version that it runs as far as it said; 0 for none yet.</param>
/// <param name="Wanted">The version that it should run.</param>
/// <param name="Agent">What it is, for instance <c>actormesh/0.3.0</c>.</param>
/// <param name="Node">The control node that it is connected to; null when lost.</param>
/// <param name="Since">Connected since then; lost since then.</param>
/// <param name="Types">In the order in which they are sent.</param>
internal sealed record ProxyShape(
    string Id, string Service, string? Zone, string State, long Version, long Wanted, string? Agent, string? Node, DateTimeOffset Since, IReadOnlyList<TypeShape> Types)
{
    /// <summary>A gRPC client without a proxy.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsProxyless { get; init; }

    /// <summary>Why it gets nothing new; null when all is well.</summary>
    public string? Problem { get; init; }

    /// <summary>Why it is no endpoint, though it registered as one; null when all is well.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RegistrationProblem { get; init; }

    /// <summary>Connections that it let in without mutual TLS, as far as its node was told; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PlainShape? Plain { get; init; }

    public bool IsLost => State == Lost;

    public const string Synced = "synced", Stale = "stale", Nack = "nack", Lost = "lost";

    /// <param name="LastAt">When it last told of one.</param>
    internal sealed record PlainShape(long Connections, DateTimeOffset LastAt);
}
