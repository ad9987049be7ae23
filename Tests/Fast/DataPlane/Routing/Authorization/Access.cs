using System.Net;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing;
using ActorMesh.DataPlane.Routing.Authorization;
using ActorMesh.Tests.Fast.DataPlane.Routing.Filters;
using ActorMesh.Tests.Fast.Kit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Authorization;

/// <summary>Rules of access, from the JSON that a person would write, and requests that meet them.</summary>
internal static class Access
{
    public const string Web = "spiffe://shop.local/ns/default/sa/web";
    public const string Anybody = """{"any":true}""";

    private static readonly IPEndPoint Local = new(IPAddress.Parse("10.0.0.1"), 8080);

    /// <summary>The filter of a listener.</summary>
    public static string Filter(string fields) => $$"""{"@type":"type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBAC",{{fields}}}""";

    /// <summary>Rules of one policy, <c>p</c>.</summary>
    public static string Rules(string permission, string principal = Anybody, string action = "ALLOW") =>
        $$"""{"action":"{{action}}","policies":{"p":{"permissions":[{{permission}}],"principals":[{{principal}}]} } }""";

    /// <summary>A request from 10.0.0.7 to 10.0.0.1:8080.</summary>
    /// <param name="names">What the client proved; none for nothing.</param>
    public static ExchangeFacts Known(string? client = null, params string[] names)
    {
        var facts = Requests.Facts();
        facts.Clock = new ManualClock();
        facts.Connection = From(names);
        facts.ClientNumber = client is null ? facts.Connection.Remote : AddressNumber.Of(IPAddress.Parse(client));
        return facts;
    }

    public static ConnectionFacts From(params string[] names) =>
        new(new IPEndPoint(IPAddress.Parse("::ffff:10.0.0.7"), 1234), Local) { Names = names.Length == 0 ? null : names };

    /// <summary>The code of what a request is refused with; empty when it passes.</summary>
    public static string Decide(string filterFields, RequestHead head, ExchangeFacts facts) =>
        FilterTables.Behind(Filter(filterFields)).OnlyFilters().Apply(head, facts, random: 0).Refusal?.Details ?? "";
}
