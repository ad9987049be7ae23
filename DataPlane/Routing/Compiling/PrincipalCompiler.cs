using ActorMesh.DataPlane.Routing.Authorization;
using ActorMesh.Runtime.Contracts.Envoy.Authorization;
using Kind = ActorMesh.Runtime.Contracts.Envoy.Authorization.Principal.IdentifierOneofCase;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>Compiles who may do something.</summary>
internal static class PrincipalCompiler
{
    public static AccessTest Compile(Principal source, bool isHttp, ResourcePath path) => source.IdentifierCase switch
    {
        Kind.AndIds => new AllOf(Set(source.AndIds, isHttp, path.Field("and_ids"))),
        Kind.OrIds => AccessTests.Any(Set(source.OrIds, isHttp, path.Field("or_ids"))),
        Kind.Any => AccessTests.Everything(source.Any, path.Field("any")),
        Kind.Authenticated => new PrincipalTest(source.Authenticated.PrincipalName is { } name ? HeaderCompiler.Text(name, path.Field("authenticated").Field("principal_name")) : null),
        Kind.SourceIp => AccessTests.Address(AddressKind.Peer, source.SourceIp, path.Field("source_ip")),
        Kind.DirectRemoteIp => AccessTests.Address(AddressKind.Peer, source.DirectRemoteIp, path.Field("direct_remote_ip")),
        Kind.RemoteIp => AccessTests.Address(AddressKind.Client, source.RemoteIp, path.Field("remote_ip")),
        Kind.Header => AccessTests.Header(source.Header, isHttp, path.Field("header")),
        Kind.NotId => new NotSo(Compile(source.NotId, isHttp, path.Field("not_id"))),
        Kind.UrlPath => AccessTests.Path(source.UrlPath, isHttp, path.Field("url_path")),
        _ => throw path.Refuse("says nobody; for everybody say any: true"),
    };

    private static AccessTest[] Set(Principal.Types.Set source, bool isHttp, ResourcePath path) =>
        AccessTests.Set(source.Ids, "ids", path, (one, at) => Compile(one, isHttp, at));
}
