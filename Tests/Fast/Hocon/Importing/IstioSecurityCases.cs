namespace ActorMesh.Tests.Fast.Hocon.Importing;

/// <summary>Who may do what in Istio, and by which tokens.</summary>
internal static class IstioSecurityCases
{
    public static readonly ImportCase Guards = new(
        "istio",
        """
        apiVersion: v1
        kind: List
        items:
          - { apiVersion: v1, kind: Service, metadata: { name: web }, spec: { selector: { app: web }, ports: [ { port: 80, targetPort: 10080 } ] } }
          - { apiVersion: v1, kind: Service, metadata: { name: pay }, spec: { selector: { app: pay }, ports: [ { port: 81, targetPort: 9000 } ] } }
        ---
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: { name: pay }
        spec:
          selector: { matchLabels: { app: pay } }
          mtls: { mode: PERMISSIVE }
          portLevelMtls: { 9000: { mode: STRICT }, 9001: { mode: DISABLE } }
        ---
        apiVersion: security.istio.io/v1
        kind: RequestAuthentication
        metadata: { name: pay }
        spec:
          selector: { matchLabels: { app: pay } }
          jwtRules:
            - { issuer: "https://id.example", audiences: [pay, shop], jwksUri: "https://id.example/keys", forwardOriginalToken: true, fromParams: [token] }
            - { issuer: "https://other.example" }
        ---
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: { name: allow }
        spec:
          selector: { matchLabels: { app: pay } }
          rules:
            - from: [ { source: { requestPrincipals: ["https://id.example/*"], principals: [cluster.local/ns/default/sa/web] } } ]
              to:
                - operation: { methods: [GET], paths: [/a], hosts: ["pay.example:*"] }
                - operation: { methods: [POST], paths: [/b], ports: ["9000"] }
                - operation: { ports: ["9001"] }
            - to: [ { operation: { methods: ["*"], notPaths: [/c] } } ]
        ---
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: { name: deny }
        spec:
          selector: { matchLabels: { app: pay } }
          action: DENY
          rules:
            - from: [ { source: { notRequestPrincipals: ["*"] } } ]
            - from: [ { source: { principals: [cluster.local/ns/default/sa/web, cluster.local/ns/default/sa/ghost] } } ]
              to: [ { operation: { hosts: ["*.internal"] } } ]
            - when: [ { key: source.ip, values: [10.0.0.1] } ]
        ---
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: { name: custom }
        spec: { selector: { matchLabels: { app: web } }, action: CUSTOM, provider: { name: opa }, rules: [ {} ] }
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
            mtls.mode = permissive
            authz.default = allow
          }
        }
        services {
          # Not carried over: AuthorizationPolicy custom (CUSTOM).
          web { port = 80, calls = [pay] }

          pay {
            port = 81
            app-port = 9000
            mtls.mode = strict
            authz {
              jwt-issuer = "https://id.example"
              jwt-audience = pay
              jwt-keys = "https://id.example/keys"
              default = deny
              allow-from = []
              rules = [
                { from = [web], methods = [GET], paths = ["/a"], hosts = ["pay.example"] }
                { from = [web], methods = [POST], paths = ["/b"] }
              ]
              deny-rules = [{ from = [web], hosts = ["*.internal"] }]
            }
          }
        }

        """,
        """
        f.yaml:4:5: info AM0802: only those calls are in these files that rules of authorization name
          hint: give each caller its `calls = [...]`
        f.yaml:13:44: warning AM0801: PeerAuthentication/pay spec.portLevelMtls.9001: a service has one port, and this is none of those that were read
          hint: make the port a service of its own, and write its mtls.mode there
        f.yaml:21:7: info AM0802: RequestAuthentication/pay spec.jwtRules[0]: every request must carry a token here; Istio lets those without one pass where no rule asks for requestPrincipals
        f.yaml:21:39: warning AM0801: RequestAuthentication/pay spec.jwtRules[0].audiences: a token is for one audience; here it is `pay`
        f.yaml:21:127: warning AM0801: RequestAuthentication/pay spec.jwtRules[0].fromParams: a token is taken from `Authorization: Bearer` and from nowhere else
        f.yaml:22:7: warning AM0801: RequestAuthentication/pay spec.jwtRules[1]: a service takes tokens of one issuer; those of this one are refused
          hint: write routes with an authz.jwt-issuer of their own
        f.yaml:35:44: warning AM0801: AuthorizationPolicy/allow spec.rules[1].to[0].operation.notPaths: rules have no counterpart of notPaths; this rule is left out, since without it more would be allowed
        f.yaml:45:27: error AM0801: AuthorizationPolicy/deny spec.rules[1].from[0].source.principals: no service that was read is called like the account `ghost`
          hint: add the caller to authz.deny-rules
        f.yaml:47:7: error AM0801: AuthorizationPolicy/deny spec.rules[2].when: a rule names callers, methods, paths, hosts and ports; this rule is left out, and what it denies is not denied
          hint: write what is to be denied in authz.deny-rules
        f.yaml:52:1: error AM0801: AuthorizationPolicy/custom spec: nobody else is asked who may; what this CUSTOM policy does is lost
          hint: write the callers that may: whatever is not allowed is denied

        """);
}
