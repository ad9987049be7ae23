using ActorMesh.DataPlane.Routing.Authorization;
using ActorMesh.Runtime.Contracts.Envoy.Authorization;
using Kind = ActorMesh.Runtime.Contracts.Envoy.Authorization.Permission.RuleOneofCase;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>Compiles what may be done.</summary>
internal static class PermissionCompiler
{
    private const int PortMax = 65535;

    public static AccessTest Compile(Permission source, bool isHttp, ResourcePath path) => source.RuleCase switch
    {
        Kind.AndRules => new AllOf(Set(source.AndRules, isHttp, path.Field("and_rules"))),
        Kind.OrRules => AccessTests.Any(Set(source.OrRules, isHttp, path.Field("or_rules"))),
        Kind.Any => AccessTests.Everything(source.Any, path.Field("any")),
        Kind.Header => AccessTests.Header(source.Header, isHttp, path.Field("header")),
        Kind.DestinationIp => AccessTests.Address(AddressKind.Destination, source.DestinationIp, path.Field("destination_ip")),
        Kind.DestinationPort => Port(source.DestinationPort, path.Field("destination_port")),
        Kind.NotRule => new NotSo(Compile(source.NotRule, isHttp, path.Field("not_rule"))),
        Kind.RequestedServerName => new ServerNameTest(HeaderCompiler.Text(AccessTests.InAnyCase(source.RequestedServerName), path.Field("requested_server_name"))),
        Kind.UrlPath => AccessTests.Path(source.UrlPath, isHttp, path.Field("url_path")),
        _ => throw path.Refuse("says nothing; for everything say any: true"),
    };

    private static AccessTest[] Set(Permission.Types.Set source, bool isHttp, ResourcePath path) =>
        AccessTests.Set(source.Rules, "rules", path, (one, at) => Compile(one, isHttp, at));

    private static PortTest Port(uint port, ResourcePath path) =>
        port is 0 or > PortMax ? throw path.Refuse($"{port} is not a port; expected 1..{PortMax}") : new PortTest((int)port);
}
