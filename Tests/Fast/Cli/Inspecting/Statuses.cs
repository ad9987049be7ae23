using ActorMesh.Cli.Control.Shapes;

namespace ActorMesh.Tests.Fast.Cli.Inspecting;

/// <summary>Statuses to look at.</summary>
internal static class Statuses
{
    public static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Types = ["CDS", "EDS", "LDS", "RDS"];

    public static StatusShape Of(params ProxyShape[] proxies) => new(
        "actormesh/v1", "Status", "n1", "0.1.0", Now,
        new PublicationShape(2, 9, "10.0.0.1:25520", new RevisionShape(7, 2, "7c1f00000000", "me@box", "shorter", Now.AddMinutes(-4), null), null, null, null),
        [
            new MemberShape("10.0.0.1:25520", ["control"], "up", Leads: true, IsSelf: true),
            new MemberShape("10.0.0.2:25520", ["control"], "up", Leads: false, IsSelf: false),
            new MemberShape("10.0.0.3:25520", ["control"], "unreachable", Leads: false, IsSelf: false),
        ],
        proxies, []);

    /// <param name="state">Of all of its types.</param>
    public static ProxyShape Proxy(string id, string state, long version, long wanted = 7, string? refusal = null, params TypeShape[] types) => new(
        id, id.Split('-')[0], "a", state, version, wanted, "actormesh/0.1.0", state == ProxyShape.Lost ? null : "10.0.0.1:25520", Now.AddMinutes(-2),
        types.Length > 0 ? types : [.. Types.Select(type => Type(type, state, version, wanted, refusal, 12))]);

    public static TypeShape Type(string type, string state, long version, long wanted, string? refusal, int secondsAgo) =>
        new(type, state, wanted, version, refusal, Now.AddSeconds(-secondsAgo));
}
