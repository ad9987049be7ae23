using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using static ActorMesh.Runtime.Contracts.Envoy.Routes.RouteAction.Types;
using static ActorMesh.Runtime.Contracts.Envoy.Routes.RouteAction.Types.HashPolicy.Types;

namespace ActorMesh.Hocon.Compiling.Routes;

/// <summary>Compiles what a request is hashed by.</summary>
internal static class HashCompiler
{
    public const string ClientAddress = "client-ip";

    public static void Apply(RouteAction action, LoadBalancerPolicy policy)
    {
        if (policy.HashOn.Value is not { } source) return;
        var name = source[(source.IndexOf(':', StringComparison.Ordinal) + 1)..];
        action.HashPolicy.Add(source.Split(':')[0] switch
        {
            "header" => new HashPolicy { Header = new Header { HeaderName = name } },
            "cookie" => new HashPolicy { Cookie = new Cookie { Name = name } },
            "query" => new HashPolicy { QueryParameter = new QueryParameter { Name = name } },
            _ => new HashPolicy { ConnectionProperties = new ConnectionProperties { SourceIp = true } },
        });
    }
}
