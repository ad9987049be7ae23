using ActorMesh.DataPlane.Routing.Filters.Descriptors;
using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using ActionKind = ActorMesh.Runtime.Contracts.Envoy.Routes.RateLimit.Types.Action.ActionSpecifierOneofCase;
using ActionKinds = ActorMesh.Runtime.Contracts.Envoy.Routes.RateLimit.Types.Action.Types;
using LimitAction = ActorMesh.Runtime.Contracts.Envoy.Routes.RateLimit.Types.Action;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>Compiles what a rate limit counts requests by.</summary>
internal static class DescriptorCompiler
{
    private const int BitsOf4 = 32;
    private const int BitsOf6 = 128;

    public static DescriptorRecipe Compile(RateLimit source, RouteTableOptions options, ResourcePath path)
    {
        if (source.Actions.Count == 0) throw path.Field("actions").Refuse("is empty; say at least one thing that requests are counted by");
        return new DescriptorRecipe([.. source.Actions.Select((action, i) => Action(action, options, path.Item("actions", i)))]);
    }

    private static DescriptorAction Action(LimitAction source, RouteTableOptions options, ResourcePath path) => source.ActionSpecifierCase switch
    {
        ActionKind.RemoteAddress => new AddressEntry(),
        ActionKind.MaskedRemoteAddress => Network(source.MaskedRemoteAddress, path.Field("masked_remote_address")),
        ActionKind.RequestHeaders when source.RequestHeaders is { DescriptorKey: CallerKey.Entry, HeaderName: CallerKey.Header } => new CallerEntry(),
        ActionKind.RequestHeaders => Header(source.RequestHeaders, path.Field("request_headers")),
        ActionKind.QueryParameters => Query(source.QueryParameters, path.Field("query_parameters")),
        ActionKind.GenericKey => new FixedEntry(
            Or(source.GenericKey.DescriptorKey, "generic_key"), Given(source.GenericKey.DescriptorValue, path.Field("generic_key").Field("descriptor_value"))),
        ActionKind.HeaderValueMatch => HeaderMatch(source.HeaderValueMatch, path.Field("header_value_match")),
        ActionKind.QueryParameterValueMatch => QueryMatch(source.QueryParameterValueMatch, path.Field("query_parameter_value_match")),
        ActionKind.DestinationCluster => new DestinationEntry(),
        ActionKind.SourceCluster => new FixedEntry(
            "source_cluster", options.ServiceCluster.Length > 0
                ? options.ServiceCluster
                : throw path.Field("source_cluster").Refuse("this proxy does not know its service; set node.cluster")),
        _ => throw path.Refuse("says nothing that requests can be counted by"),
    };

    private static NetworkEntry Network(ActionKinds.MaskedRemoteAddress source, ResourcePath path)
    {
        var (bits4, bits6) = (source.V4PrefixMaskLen ?? BitsOf4, source.V6PrefixMaskLen ?? BitsOf6);
        if (bits4 > BitsOf4) throw path.Field("v4_prefix_mask_len").Refuse($"{bits4} is more than the {BitsOf4} bits of an IPv4 address");
        if (bits6 > BitsOf6) throw path.Field("v6_prefix_mask_len").Refuse($"{bits6} is more than the {BitsOf6} bits of an IPv6 address");
        return new NetworkEntry((int)bits4, (int)bits6);
    }

    private static HeaderEntry Header(ActionKinds.RequestHeaders source, ResourcePath path) => new(
        Given(source.DescriptorKey, path.Field("descriptor_key")), HeaderCompiler.Source(source.HeaderName, path.Field("header_name")), source.SkipIfAbsent);

    private static QueryEntry Query(ActionKinds.QueryParameters source, ResourcePath path) => new(
        Given(source.DescriptorKey, path.Field("descriptor_key")), Given(source.QueryParameterName, path.Field("query_parameter_name")), source.SkipIfAbsent);

    private static ConditionEntry HeaderMatch(ActionKinds.HeaderValueMatch source, ResourcePath path)
    {
        RouteCondition[] conditions = [.. source.Headers.Select((header, i) => HeaderCompiler.Condition(header, path.Item("headers", i)))];
        if (conditions.Length == 0) throw path.Field("headers").Refuse("is empty; name at least one header");
        return new ConditionEntry(
            Or(source.DescriptorKey, "header_match"), Given(source.DescriptorValue, path.Field("descriptor_value")), conditions, source.ExpectMatch ?? true);
    }

    private static ConditionEntry QueryMatch(ActionKinds.QueryParameterValueMatch source, ResourcePath path)
    {
        RouteCondition[] conditions = [.. source.QueryParameters.Select((parameter, i) => MatchCompiler.Query(parameter, path.Item("query_parameters", i)))];
        if (conditions.Length == 0) throw path.Field("query_parameters").Refuse("is empty; name at least one parameter");
        return new ConditionEntry(
            Or(source.DescriptorKey, "query_match"), Given(source.DescriptorValue, path.Field("descriptor_value")), conditions, source.ExpectMatch ?? true);
    }

    private static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;

    private static string Given(string text, ResourcePath path) => text.Length > 0 ? text : throw path.Refuse("is missing");
}
