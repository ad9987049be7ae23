namespace ActorMesh.Tests.Fast.Hocon.Importing;

internal static class IstioCases
{
    public static readonly ImportCase Shop = new(
        "istio",
        """
        apiVersion: v1
        kind: Service
        metadata: { name: orders, namespace: shop, labels: { app: orders } }
        spec:
          selector: { app: orders }
          ports:
            - { name: http, port: 8081, targetPort: 9081 }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: orders-v1, namespace: shop }
        spec:
          selector: { app: orders, version: v1 }
          ports:
            - { name: http, port: 8081, targetPort: 9081 }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: frontend, namespace: shop }
        spec:
          selector: { app: frontend }
          ports:
            - { name: http, port: 8080 }
            - { name: metrics, port: 9090 }
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: { name: orders, namespace: shop }
        spec:
          hosts: [orders]
          http:
            - name: canary
              match:
                - uri: { prefix: /orders }
                  headers: { x-beta: { exact: "1" } }
              route:
                - destination: { host: orders, subset: v2 }
            - match:
                - uri: { exact: /orders/place }
                  method: { exact: POST }
              timeout: 2s
              retries: { attempts: 0 }
              mirror: { host: orders, subset: v2 }
              mirrorPercentage: { value: 5 }
              route:
                - destination: { host: orders, subset: v1 }
                  weight: 90
                - destination: { host: orders, subset: v2 }
                  weight: 10
            - route:
                - destination: { host: orders, subset: v1 }
              retries: { attempts: 3, perTryTimeout: 500ms, retryOn: "5xx,reset,retriable-status-codes,503" }
              fault: { delay: { percentage: { value: 0.5 }, fixedDelay: 2s } }
              headers: { request: { set: { x-from: "mesh file" }, remove: [x-debug] } }
              corsPolicy: { allowOrigins: [ { exact: "https://shop.example" } ], maxAge: 1h }
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: { name: orders, namespace: shop }
        spec:
          host: orders.shop.svc.cluster.local
          trafficPolicy:
            loadBalancer: { consistentHash: { httpHeaderName: x-sku, minimumRingSize: 2048 } }
            connectionPool: { tcp: { maxConnections: 64, connectTimeout: 250ms }, http: { http1MaxPendingRequests: 16, h2UpgradePolicy: UPGRADE } }
            outlierDetection: { consecutive5xxErrors: 3, interval: 5s, splitExternalLocalOriginErrors: true }
          subsets:
            - { name: v1, labels: { version: v1 } }
            - { name: v2, labels: { version: v2 } }
        ---
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: { name: bank, namespace: shop }
        spec:
          hosts: [api.bank.example]
          location: MESH_EXTERNAL
          resolution: DNS
          ports: [ { number: 443, name: https, protocol: HTTPS } ]
        ---
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: { name: front, namespace: shop }
        spec:
          selector: { istio: ingressgateway }
          servers:
            - { port: { number: 8000, name: http, protocol: HTTP }, hosts: ["*"] }
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: { name: front, namespace: shop }
        spec:
          hosts: [shop.example]
          gateways: [front]
          http:
            - match: [ { uri: { prefix: / } } ]
              route: [ { destination: { host: frontend } } ]
        ---
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: { name: default, namespace: istio-system }
        spec: { mtls: { mode: STRICT } }
        ---
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: { name: orders, namespace: shop }
        spec:
          selector: { matchLabels: { app: orders } }
          rules:
            - from: [ { source: { principals: [cluster.local/ns/shop/sa/frontend] } } ]
              to: [ { operation: { methods: [GET, POST], paths: ["/orders/*"] } } ]
        """,
        """
        # Calls that stand here were seen in rules of authorization; there may be more. Give each caller its `calls =
        # [...]`: who is not listed there is not reached.
        mesh {
          name = imported
          # What Istio does where its files say nothing.
          defaults {
            timeout { request = off, per-try = off, connect = 10s }
            retries { on = [connect-failure, refused-stream, unavailable, cancelled, "503"], budget = off }
            load-balancer.slow-start = off
            breaker.trip = off
            outlier = off
            authz.default = allow
          }
        }
        services {
          orders {
            port = 8081
            app-port = 9081
            # Names to put right: which replicas are which version stands in no file that was read.
            endpoints = [
              { address = "orders-v2:8081", labels.version = v2 }
              { address = "orders-v1:8081", labels.version = v1 }
            ]
            versions { v2 = "version=v2", v1 = "version=v1" }
            timeout.connect = 250ms
            load-balancer { policy = ring-hash, hash-on = "header:x-sku", ring-size = 2048 }
            breaker { max-connections = 64, max-pending = 16 }
            outlier {
              consecutive-5xx = 3
              consecutive-gateway = 3
              interval = 5s
              max-ejected = 10%
              consecutive-local = 5
            }
            authz {
              default = deny
              allow-from = []
              rules = [{ from = [frontend], methods = [GET, POST], paths = ["/orders/*"] }]
            }
            routes {
              canary {
                match { path-prefix = "/orders", header.x-beta = "1" }
                split.v2 = 100%
              }
              route-2 {
                match { path = "/orders/place", methods = [POST] }
                split { v1 = 90%, v2 = 10% }
                mirror { to = v2, share = 5% }
                timeout.request = 2s
                retries.max-attempts = 1
              }
              route-3 {
                split.v1 = 100%
                headers.request { set.x-from = "mesh file", remove = [x-debug] }
                timeout.per-try = 500ms
                retries { max-attempts = 4, on = ["5xx", reset, "503"] }
                fault { delay-share = 0.5%, delay = 2s }
                cors { allow-origins = ["https://shop.example"], max-age = 1h }
              }
            }
          }

          frontend { port = 8080, calls = [orders], expose { host = "shop.example", port = 8000 } }

          # Outside the mesh: no sidecar stands beside it.
          api-bank-example {
            port = 443
            endpoints = ["api.bank.example:443"]
            protocol = tcp
            mtls.mode = off
          }
        }

        """,
        """
        f.yaml:1:1: info AM0802: only those calls are in these files that rules of authorization name
          hint: give each caller its `calls = [...]`
        f.yaml:23:21: info AM0802: Service/frontend spec.ports[0].port: the sidecar takes port 8080 itself: the application listens on 18080, on loopback
        f.yaml:24:7: warning AM0801: Service/frontend spec.ports[1]: a service has one port, and frontend has 8080
          hint: make the other port a service of its own
        f.yaml:34:18: info AM0802: VirtualService/orders spec.http[0].match[0].uri.prefix: a path-prefix ends on a boundary: /orders is /orders and /orders/x, not /ordersx
        f.yaml:37:11: info AM0802: VirtualService/orders spec.http[0].route[0].destination: nothing in the files says where the replicas of subset v2 are; orders-v2 is a name to put right
        f.yaml:64:112: warning AM0801: DestinationRule/orders spec.trafficPolicy.connectionPool.http.h2UpgradePolicy: what a service speaks is said by its protocol
          hint: write protocol = http2 at the service

        """);

    public static readonly ImportCase Calls = new(
        "istio",
        """
        apiVersion: v1
        kind: List
        items:
          - apiVersion: v1
            kind: Service
            metadata: { name: frontend }
            spec: { selector: { app: frontend }, ports: [ { name: http, port: 8080, targetPort: 3000 } ] }
          - apiVersion: v1
            kind: Service
            metadata: { name: orders }
            spec: { selector: { app: orders }, ports: [ { name: grpc-orders, port: 8081, targetPort: 18081 } ] }
        ---
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: { name: default, namespace: istio-system }
        spec: { mtls: { mode: STRICT } }
        ---
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: { name: orders }
        spec:
          selector: { matchLabels: { app: orders } }
          action: ALLOW
          rules:
            - from: [ { source: { principals: [cluster.local/ns/default/sa/frontend] } } ]
            - to: [ { operation: { methods: [GET], paths: ["/stock/*"] } } ]
            - from: [ { source: { namespaces: [other] } } ]
        ---
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: { name: no-admin }
        spec:
          selector: { matchLabels: { app: orders } }
          action: DENY
          rules: [ { to: [ { operation: { paths: ["/admin/*"] } } ] } ]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: orders }
        spec: { replicas: 2 }
        """,
        """
        # Calls that stand here were seen in rules of authorization; there may be more. Give each caller its `calls =
        # [...]`: who is not listed there is not reached.
        mesh {
          name = imported
          # What Istio does where its files say nothing.
          defaults {
            timeout { request = off, per-try = off, connect = 10s }
            retries { on = [connect-failure, refused-stream, unavailable, cancelled, "503"], budget = off }
            load-balancer.slow-start = off
            breaker.trip = off
            outlier = off
            authz.default = allow
          }
        }
        services {
          frontend { port = 8080, app-port = 3000, calls = [orders] }

          orders {
            port = 8081
            protocol = grpc
            authz {
              default = deny
              allow-from = [frontend]
              rules = [{ methods = [GET], paths = ["/stock/*"] }]
              deny-rules = [{ paths = ["/admin/*"] }]
            }
          }
        }

        """,
        """
        f.yaml:4:5: info AM0802: only those calls are in these files that rules of authorization name
          hint: give each caller its `calls = [...]`
        f.yaml:27:27: warning AM0801: AuthorizationPolicy/orders spec.rules[2].from[0].source.namespaces: rules have no counterpart of namespaces; this rule is left out, since without it more would be allowed
        f.yaml:37:1: warning AM0801: Deployment/orders: objects of this kind have no counterpart in a mesh file

        """);
}
