namespace ActorMesh.Tests.Fast.Hocon.Importing;

/// <summary>Istio towards what is outside the mesh.</summary>
internal static class IstioEdgeCases
{
    public static readonly ImportCase Outside = new(
        "istio",
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: { name: bank }
        spec:
          hosts: [api.bank.example]
          location: MESH_EXTERNAL
          resolution: DNS
          ports: [ { number: 443, name: https, protocol: HTTPS } ]
          exportTo: ["."]
        ---
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: { name: stock }
        spec:
          hosts: [stock.shop.internal]
          location: MESH_INTERNAL
          resolution: STATIC
          ports: [ { number: 8082, name: http, protocol: HTTP } ]
          endpoints:
            - { address: 10.0.0.7, locality: eu/a, weight: 3, labels: { version: v1 } }
            - { address: 10.0.0.8, locality: eu/b, ports: { http: 9000 }, labels: { version: v2 } }
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: { name: stock }
        spec:
          host: stock.shop.internal
          trafficPolicy:
            loadBalancer: { simple: ROUND_ROBIN, warmup: { duration: 45s, aggression: 2 } }
            retryBudget: { percent: 10, minRetryConcurrency: 5, budgetInterval: 20s }
          subsets: [ { name: v1, labels: { version: v1 } }, { name: v2, labels: { version: v2 } } ]
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: { name: stock }
        spec:
          hosts: [stock.shop.internal]
          http:
            - match: [ { sourceLabels: { app: beta }, uri: { prefix: / } } ]
              route: [ { destination: { host: stock.shop.internal, subset: v2 } } ]
            - match: [ { uri: { prefix: /v1/ } }, { uri: { exact: /old }, queryParams: { page: { prefix: "1" } }, withoutHeaders: { x-new: {} } } ]
              rewrite: { uri: / }
              route: [ { destination: { host: stock.shop.internal, subset: v1 } } ]
            - match: [ { uri: { exact: /gone } } ]
              directResponse: { status: 410, body: { string: gone } }
            - redirect: { authority: stock.example, scheme: https, redirectCode: 308 }
        """,
        """
        # Who calls whom does not stand in the files that were read. Give each caller its `calls = [...]`: who is not
        # listed there is not reached.
        mesh {
          name = imported
          # What Istio does where its files say nothing.
          defaults {
            timeout { request = off, per-try = off, connect = 10s }
            retries { on = [connect-failure, refused-stream, unavailable, cancelled, "503"], budget = off }
            load-balancer.slow-start = off
            breaker.trip = off
            outlier = off
            mtls.mode = permissive
            authz.default = allow
          }
        }
        services {
          # Outside the mesh: no sidecar stands beside it.
          api-bank-example {
            port = 443
            endpoints = ["api.bank.example:443"]
            protocol = tcp
            mtls.mode = off
          }

          stock-shop-internal {
            port = 8082
            endpoints = [
              { address = "10.0.0.7:8082", zone = a, weight = 3, labels.version = v1 }
              { address = "10.0.0.8:9000", zone = b, labels.version = v2 }
            ]
            versions.v1 = "version=v1"
            retries {
              budget {
                ratio = 10%
                window = 20s
                # Retries that are always allowed are counted per second here, not at the same time.
                min-per-second = 5
              }
            }
            load-balancer { policy = round-robin, slow-start { window = 45s, aggression = 2 } }
            routes {
              route-1 {
                match.path-prefix = "/v1/"
                split.v1 = 100%
                rewrite.path-prefix = "/"
              }
              route-2 {
                match { path = "/old", query.page.prefix = "1", header.x-new.present = off }
                split.v1 = 100%
                rewrite.path-prefix = "/"
              }
              route-3 {
                match.path = "/gone"
                respond { status = 410, body = gone }
              }
              route-4 {
                redirect { scheme = https, host = "stock.example", status = 308 }
              }
            }
          }
        }

        """,
        """
        f.yaml:1:1: info AM0802: who calls whom is not in these files
          hint: give each caller its `calls = [...]`
        f.yaml:9:3: warning AM0801: ServiceEntry/bank spec.exportTo: a mesh file has no namespaces
        f.yaml:30:33: info AM0802: DestinationRule/stock spec.trafficPolicy.retryBudget.minRetryConcurrency: retries that are always allowed are counted per second here, not at the same time
        f.yaml:39:18: warning AM0801: VirtualService/stock spec.http[0].match[0].sourceLabels: a route cannot match by sourceLabels; the whole match is left out, since without it more would match

        """);
}
