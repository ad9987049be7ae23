namespace ActorMesh.Tests.Fast.Hocon.Importing;

internal static class EnvoyCases
{
    public static readonly ImportCase Edge = new(
        "envoy",
        """
        node: { id: frontend-1, cluster: frontend }
        static_resources:
          listeners:
            - name: way-out
              address: { socket_address: { address: 127.0.0.1, port_value: 9001 } }
              filter_chains:
                - filters:
                    - name: envoy.filters.network.http_connection_manager
                      typed_config:
                        "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                        stat_prefix: out
                        via: proxy
                        http_filters:
                          - name: envoy.filters.http.router
                            typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router }
                        route_config:
                          name: out
                          virtual_hosts:
                            - name: orders
                              domains: [orders]
                              routes:
                                - name: beta
                                  match: { prefix: /orders, headers: [ { name: x-beta, string_match: { exact: "1" } } ] }
                                  route: { cluster: orders-v2, timeout: 2s }
                                - name: rest
                                  match: { prefix: / }
                                  route:
                                    weighted_clusters: { clusters: [ { name: orders-v1, weight: 9 }, { name: orders-v2, weight: 1 } ] }
                                    timeout: 0s
                                    retry_policy: { retry_on: "5xx,retriable-status-codes", retriable_status_codes: [429], num_retries: 2, per_try_timeout: 0.5s }
                                - match: { prefix: /x, runtime_fraction: { default_value: { numerator: 5 } } }
                                  route: { cluster: orders-v1 }
            - name: way-in
              address: { socket_address: { address: 0.0.0.0, port_value: 8000 } }
              filter_chains:
                - filters:
                    - name: envoy.filters.network.tcp_proxy
                      typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy, stat_prefix: in, cluster: frontend }
          clusters:
            - name: frontend
              connect_timeout: 0.25s
              load_assignment: { cluster_name: frontend, endpoints: [ { lb_endpoints: [ { endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: 8080 } } } } ] } ] }
            - name: orders-v1
              type: STRICT_DNS
              lb_policy: LEAST_REQUEST
              circuit_breakers: { thresholds: [ { max_connections: 64, retry_budget: { budget_percent: { value: 10 } } } ] }
              outlier_detection: { consecutive_5xx: 3 }
              health_checks: [ { timeout: 1s, interval: 5s, healthy_threshold: 2, unhealthy_threshold: 3, http_health_check: { path: /healthz } } ]
              load_assignment: { cluster_name: orders-v1, endpoints: [ { lb_endpoints: [ { endpoint: { address: { socket_address: { address: orders-1, port_value: 8081 } } } } ] } ] }
            - name: orders-v2
              type: STRICT_DNS
              dns_jitter: 1s
              load_assignment: { cluster_name: orders-v2, endpoints: [ { lb_endpoints: [ { endpoint: { address: { socket_address: { address: orders-2, port_value: 8081 } } } } ] } ] }
        """,
        """
        mesh {
          name = imported
          # What Envoy does where its files say nothing.
          defaults {
            timeout {
              request = 15s
              per-try = off
              idle = 5m
              connect = 5s
              propagate-deadline = off
              from-headers = any
            }
            retries { max-attempts = 1, budget = off }
            load-balancer { policy = round-robin, slow-start = off, locality = ignore }
            breaker.trip = off
            outlier = off
            limits { max-retry-buffer = 1MiB, max-request-body = off, max-headers = 60KiB }
            mtls.mode = off
            authz.default = allow
            tracing.sample = 0%
            access-log = off
          }
        }
        services {
          frontend {
            port = 8080
            endpoints = ["127.0.0.1:8080"]
            calls = [orders-v1]
            expose.port = 8000
            protocol = tcp
            timeout.connect = 250ms
          }

          orders-v1 {
            port = 8081
            endpoints = [
              { address = "orders-2:8081", labels.version = orders-v2 }
              { address = "orders-1:8081", labels.version = orders-v1 }
            ]
            versions { orders-v2 = "version=orders-v2", orders-v1 = "version=orders-v1" }
            timeout.request = 2s
            retries {
              budget {
                ratio = 10%
                # A budget counts retries of a window here, and not those at the same time.
                min-per-second = 3
              }
            }
            load-balancer.policy = p2c
            breaker.max-connections = 64
            outlier {
              consecutive-5xx = 3
              consecutive-gateway = 3
              max-ejected = 10%
              success-rate { enabled = on, stdev-factor = 1.9, min-hosts = 5, min-requests = 100 }
            }
            health-check { enabled = on, jitter = 0% }
            routes {
              beta {
                match { path-prefix = "/orders", header.x-beta = "1" }
                split.orders-v2 = 100%
              }
              rest {
                split { orders-v1 = 90%, orders-v2 = 10% }
                timeout { request = off, per-try = 500ms }
                retries { max-attempts = 3, on = ["5xx", "429"] }
              }
            }
          }
        }

        """,
        """
        f.yaml:12:22: warning AM0801: static_resources.listeners[0].filter_chains[0].filters[0].typed_config.via: this field has no counterpart in a mesh file
        f.yaml:23:44: info AM0802: static_resources.listeners[0].filter_chains[0].filters[0].typed_config.route_config.virtual_hosts[0].routes[0].match.prefix: a path-prefix ends on a boundary: /orders is /orders and /orders/x, not /ordersx
        f.yaml:24:34: warning AM0801: static_resources.listeners[0].filter_chains[0].filters[0].typed_config.route_config.virtual_hosts[0].routes[0].route: orders-v2 becomes a part of orders-v1, whose settings hold; its own load-balancer.policy are lost
        f.yaml:30:43: info AM0802: static_resources.listeners[0].filter_chains[0].filters[0].typed_config.route_config.virtual_hosts[0].routes[1].route.retry_policy: Envoy retries every method; here only those are that retries.methods lists
          hint: say idempotent = on where a request may be sent twice
        f.yaml:31:44: info AM0802: static_resources.listeners[0].filter_chains[0].filters[0].typed_config.route_config.virtual_hosts[0].routes[2].match.prefix: a path-prefix ends on a boundary: /x is /x and /x/x, not /xx
        f.yaml:31:66: warning AM0801: static_resources.listeners[0].filter_chains[0].filters[0].typed_config.route_config.virtual_hosts[0].routes[2].match.runtime_fraction: a route cannot match by a share of the requests; it is left out, since without it more would match
        f.yaml:46:78: info AM0802: static_resources.clusters[1].circuit_breakers.thresholds[0].retry_budget: a budget counts retries of a window here, and not those at the same time
        f.yaml:48:118: info AM0802: static_resources.clusters[1].health_checks[0].http_health_check: bad answers count towards `unhealthy`; Envoy takes a replica out at the first one
        f.yaml:52:7: warning AM0801: static_resources.clusters[2].dns_jitter: Envoy's Cluster has this field, but ActorMesh does not support it yet

        """);
}
