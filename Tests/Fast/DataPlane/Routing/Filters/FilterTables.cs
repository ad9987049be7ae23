using System.Text;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing;
using ActorMesh.DataPlane.Routing.Filters;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using ActorMesh.Tests.Fast.Kit;
using Google.Protobuf;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Filters;

/// <summary>Tables with filters, from the JSON that a person would write.</summary>
internal static class FilterTables
{
    public const string All = """{"default_value":{"numerator":100}}""";

    private static readonly JsonParser Parser = new(new JsonParser.Settings(100, ExtensionTypes.Registry));

    /// <summary>A filter of the listener, or what a level says of it.</summary>
    public static string Limit(string fields) => $$"""{"@type":"type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit","stat_prefix":"s",{{fields}}}""";

    /// <summary>So many at once and one more per hour, for all requests.</summary>
    public static string LimitOf(int tokens, string more = "") => Limit($$"""
        "token_bucket":{{Bucket(tokens)}},"filter_enabled":{{All}},"filter_enforced":{{All}}{{(more.Length > 0 ? "," : "")}}{{more}}
        """);

    public static string Bucket(int tokens, int perHour = 1) => $$"""{"max_tokens":{{tokens}},"tokens_per_fill":{{perHour}},"fill_interval":"3600s"}""";

    public static string Fault(string fields) => $$"""{"@type":"type.googleapis.com/envoy.extensions.filters.http.fault.v3.HTTPFault"{{(fields.Length > 0 ? "," : "")}}{{fields}}}""";

    public static RouteTableOptions Options(params string[] filters) =>
        new() { HostName = "node-1", HttpFilters = [.. filters.Select((filter, i) => Parser.Parse<HttpFilter>($$"""{"name":"f{{i}}","typed_config":{{filter}}}"""))] };

    /// <summary>One route to cluster <c>c</c> for everything, behind filters named f0, f1, ...</summary>
    public static RouteTable Behind(params string[] filters) => Table("""{"match":{"prefix":"/"},"route":{"cluster":"c"} }""", Options(filters));

    /// <summary>One virtual host with these routes.</summary>
    public static RouteTable Table(string routes, RouteTableOptions options, string hostFields = "") => RouteTable.Compile(
        Parser.Parse<RouteConfiguration>($$"""{"name":"test","virtual_hosts":[{"name":"all","domains":["*"],"routes":[{{routes}}]{{hostFields}}}]}"""), options);

    public static RequestFilters OnlyFilters(this RouteTable table) => table.OnlyRoute().Filters;

    public static ExchangeFacts FactsOf(ManualClock? clock = null, string? client = null)
    {
        var facts = Requests.Facts();
        facts.Clock = clock ?? new ManualClock();
        facts.Cluster = new ClusterReference("c");
        if (client is not null) facts.ClientAddress = Encoding.ASCII.GetBytes(client);
        return facts;
    }

    /// <summary>What comes of one request: the status of its refusal, or 0.</summary>
    public static int Ask(this RequestFilters filters, ExchangeFacts facts, RequestHead? head = null, ulong random = 0) =>
        filters.Apply(head ?? Requests.Request(), facts, random).Refusal?.Status ?? 0;

    /// <summary>The answer's headers after the filters have seen it.</summary>
    public static HeaderBlock Answer(this RequestFilters filters, ExchangeFacts facts)
    {
        var answer = new ResponseHead();
        answer.Reset([]);
        filters.PrepareAnswer(answer, facts);
        return answer.Headers;
    }
}
