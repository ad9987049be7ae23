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
        MESH
        """,
        """
        SAID
        """);
}
