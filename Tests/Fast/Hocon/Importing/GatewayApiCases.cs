namespace ActorMesh.Tests.Fast.Hocon.Importing;

internal static class GatewayApiCases
{
    public static readonly ImportCase Shop = new(
        "gateway-api",
        """
        apiVersion: v1
        kind: Service
        metadata: { name: orders, namespace: shop }
        spec: { selector: { app: orders }, ports: [ { port: 8081 } ] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: orders-v1, namespace: shop }
        spec: { selector: { app: orders, version: v1 }, ports: [ { port: 8081 } ] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: orders-v2, namespace: shop }
        spec: { selector: { app: orders, version: v2 }, ports: [ { port: 8081 } ] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: frontend, namespace: shop }
        spec: { selector: { app: frontend }, ports: [ { port: 8080, targetPort: 3000 } ] }
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: { name: front, namespace: shop }
        spec:
          gatewayClassName: any
          listeners:
            - { name: http, port: 80, protocol: HTTP, hostname: shop.example }
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: { name: front, namespace: shop }
        spec:
          parentRefs: [ { name: front } ]
          rules:
            - matches: [ { path: { type: PathPrefix, value: /shop } } ]
              filters:
                - type: URLRewrite
                  urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: / } }
              backendRefs: [ { name: frontend, port: 8080 } ]
            - matches: [ { path: { type: Exact, value: /old } } ]
              filters:
                - type: RequestRedirect
                  requestRedirect: { path: { type: ReplaceFullPath, replaceFullPath: /shop } }
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: { name: orders, namespace: shop }
        spec:
          parentRefs: [ { group: "", kind: Service, name: orders, port: 8081 } ]
          rules:
            - backendRefs:
                - { name: orders-v1, port: 8081, weight: 2 }
                - { name: orders-v2, port: 8081, weight: 1 }
              timeouts: { request: 2s, backendRequest: 500ms }
              retry: { attempts: 2, codes: [503], backoff: 100ms }
            - matches: [ { path: { value: /orders }, headers: [ { name: x-beta, value: "1" } ] } ]
              backendRefs: [ { name: orders-v2, port: 8081 } ]
              sessionPersistence: { type: Cookie, sessionName: sid }
        ---
        apiVersion: gateway.networking.x-k8s.io/v1alpha1
        kind: XBackendTrafficPolicy
        metadata: { name: orders, namespace: shop }
        spec:
          targetRefs: [ { group: "", kind: Service, name: orders } ]
          retryConstraint: { budget: { percent: 10, interval: 20s }, minRetryRate: { count: 3, interval: 2s } }
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: BackendTLSPolicy
        metadata: { name: orders, namespace: shop }
        spec: { validation: { hostname: x } }
        """,
        """
        # Who calls whom does not stand in the files that were read. Give each caller its `calls = [...]`: who is not
        # listed there is not reached.
        mesh { name = imported }
        services {
          orders {
            port = 8081
            endpoints = [
              { address = "orders-v2:8081", labels.version = orders-v2 }
              { address = "orders-v1:8081", labels.version = orders-v1 }
            ]
            versions { orders-v2 = "version=orders-v2", orders-v1 = "version=orders-v1" }
            retries {
              budget {
                ratio = 10%
                window = 20s
                # Retries that are always allowed are a whole number per second.
                min-per-second = 2
              }
            }
            routes {
              route-1 {
                match { path-prefix = "/orders", header.x-beta = "1" }
                split.orders-v2 = 100%
                load-balancer {
                  # A session keeps its replica by hashing, for as long as the replicas stay the same.
                  policy = ring-hash
                  hash-on = "cookie:sid"
                }
              }
              route-2 {
                split { orders-v1 = 66.6667%, orders-v2 = 33.3333% }
                timeout { request = 2s, per-try = 500ms }
                retries { on = [connect-failure, refused-stream, "503"], backoff.base = 100ms }
              }
            }
          }

          frontend {
            port = 8080
            app-port = 3000
            expose { host = "shop.example", port = 80 }
            routes {
              route-1 {
                match.path = "/old"
                redirect { path = "/shop", status = 302 }
              }
              route-2 {
                match.path-prefix = "/shop"
                rewrite.path-prefix = "/"
              }
            }
          }
        }

        """,
        """
        f.yaml:1:1: info AM0802: who calls whom is not in these files
          hint: give each caller its `calls = [...]`
        f.yaml:4:47: info AM0802: Service/orders spec.ports[0].port: the sidecar takes port 8081 itself: the application listens on 18081, on loopback
        f.yaml:9:60: info AM0802: Service/orders-v1 spec.ports[0].port: the sidecar takes port 8081 itself: the application listens on 18081, on loopback
        f.yaml:14:60: info AM0802: Service/orders-v2 spec.ports[0].port: the sidecar takes port 8081 itself: the application listens on 18081, on loopback
        f.yaml:51:7: info AM0802: HTTPRoute/orders spec.rules[0]: the weights are no round shares of a whole
        f.yaml:58:7: info AM0802: HTTPRoute/orders spec.rules[1].sessionPersistence: a session keeps its replica by hashing, for as long as the replicas stay the same
        f.yaml:65:62: info AM0802: XBackendTrafficPolicy/orders spec.retryConstraint.minRetryRate: retries that are always allowed are a whole number per second
        f.yaml:67:1: warning AM0801: BackendTLSPolicy/orders: TLS towards services is that of the mesh, by mtls.mode; a certificate authority of one's own has no counterpart

        """);

    public static readonly ImportCase Grpc = new(
        "gateway-api",
        """
        apiVersion: v1
        kind: Service
        metadata: { name: orders }
        spec: { selector: { app: orders }, ports: [ { port: 8081, targetPort: 18081, appProtocol: kubernetes.io/h2c } ] }
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: GRPCRoute
        metadata: { name: orders }
        spec:
          parentRefs: [ { group: "", kind: Service, name: orders } ]
          rules:
            - matches: [ { method: { service: shop.Orders, method: Place }, headers: [ { name: x-tenant, type: RegularExpression, value: "gold|silver" } ] } ]
              filters:
                - type: RequestHeaderModifier
                  requestHeaderModifier: { set: [ { name: x-via, value: mesh } ], remove: [x-debug] }
                - type: ExtensionRef
                  extensionRef: { group: example, kind: Limit, name: l }
              backendRefs: [ { name: orders, port: 8081 } ]
            - matches: [ { method: { service: shop.Orders } } ]
              backendRefs: [ { name: orders, port: 8081 } ]
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: BackendTLSPolicy
        metadata: { name: orders }
        spec: { targetRefs: [], validation: { hostname: orders } }
        """,
        """
        # Who calls whom does not stand in the files that were read. Give each caller its `calls = [...]`: who is not
        # listed there is not reached.
        mesh { name = imported }
        services {
          orders {
            port = 8081
            protocol = grpc
            routes {
              route-1 {
                match { path = "/shop.Orders/Place", header.x-tenant.regex = "gold|silver" }
                headers.request { set.x-via = mesh, remove = [x-debug] }
              }
              route-2 {
                match.path-prefix = "/shop.Orders/"
              }
            }
          }
        }

        """,
        """
        f.yaml:1:1: info AM0802: who calls whom is not in these files
          hint: give each caller its `calls = [...]`
        f.yaml:17:11: warning AM0801: GRPCRoute/orders spec.rules[0].filters[1].extensionRef: extensions have no counterpart
        f.yaml:22:1: warning AM0801: BackendTLSPolicy/orders: TLS towards services is that of the mesh, by mtls.mode; a certificate authority of one's own has no counterpart

        """);
}
