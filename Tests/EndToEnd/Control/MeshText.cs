using System.Net;

namespace ActorMesh.Tests.EndToEnd.Control;

/// <summary>The mesh of these tests: a way in, two replicas behind it, and a service that is asked directly.</summary>
internal static class MeshText
{
    public const int EntryPort = 8000, PaymentsPort = 8083;

    /// <param name="seconds">How long orders may take: what the tests change.</param>
    public static string Of(IPAddress frontend, IPAddress ordersOne, IPAddress ordersTwo, IPAddress payments, int seconds) => $$"""
        mesh { name = shop }
        services {
          frontend {
            port = 8080, app-port = {{ShopMachine.AppPort}}, calls = [orders], endpoints = ["{{frontend}}:8080"]
            timeout.request = 60s
            expose { port = {{EntryPort}}, path-prefix = "/" }
          }
          orders {
            port = 8081, app-port = {{ShopMachine.AppPort}}, endpoints = ["{{ordersOne}}:8081", "{{ordersTwo}}:8081"]
            timeout.request = {{seconds}}s
          }
          payments { port = {{PaymentsPort}}, app-port = {{ShopMachine.AppPort}}, endpoints = ["{{payments}}:{{PaymentsPort}}"], mtls.mode = permissive, authz.default = allow }
        }
        """;
}
