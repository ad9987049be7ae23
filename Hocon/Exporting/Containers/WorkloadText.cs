using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Hocon.Exporting.Containers;

/// <summary>The containers of replicas: a stand-in application and its sidecar in the same network.</summary>
internal static class WorkloadText
{
    public static string Anchor(ServiceMesh mesh) => $$"""
        x-proxy: &proxy
          <<: *program
          environment:
            ACTORMESH_XDS: "{{ControlPlaneText.Xds}}"
            ACTORMESH_ADMIN: "127.0.0.1:{{ComposeText.Number(mesh.AdminPort.Value)}}"
            ACTORMESH_STATE: /var/lib/actormesh/state
            ACTORMESH_TOKEN_FILE: /run/actormesh/token
          healthcheck:
            test: ["CMD", "actormesh", "ready", "http://127.0.0.1:{{ComposeText.Number(mesh.AdminPort.Value)}}/ready"]
            interval: 10s
            timeout: 3s
            retries: 3
            start_period: 30s


        """;

    public static string Services(Replica replica) => App(replica) + Sidecar(replica);

    private static string App(Replica replica)
    {
        var port = ComposeText.Number(replica.Place.App.Port);
        List<string> command = ["workload", "--name", replica.Name, "--port", port];
        foreach (var (callee, address) in replica.Place.Outbound) command.AddRange(["--call", $"{callee}=http://{address}"]);
        return $$"""
              {{ComposeText.Key(replica.Name)}}:
                <<: *program
                hostname: {{ComposeText.Key(replica.Name)}}
                command: {{ComposeText.List(command)}}
                healthcheck:
                  test: ["CMD", "actormesh", "ready", "http://127.0.0.1:{{port}}/healthz"]
                  interval: 10s
                  timeout: 3s
                  retries: 3
                  start_period: 30s
                networks:
                  mesh:{{(replica.Alias is null ? " {}" : $" {{ aliases: {ComposeText.List([replica.Alias])} }}")}}
            {{Ports(replica)}}
            """;
    }

    // The sidecar's ports belong to the network of the application, and so are published here.
    private static string Ports(Replica replica)
    {
        if (replica is not { Published: { } published, Place.Ingress: { } ingress }) return "";
        var (outside, inside) = (ComposeText.Number(published), ComposeText.Number(ingress.Port));
        return $"    ports: [\"${{ADDRESS:-127.0.0.1}}:${{{ComposeText.Variable(replica.Service.Name)}_PORT:-{outside}}}:{inside}\"]\n";
    }

    private static string Sidecar(Replica replica) => $$"""
          {{replica.Sidecar}}:
            <<: *proxy
            command: {{ComposeText.List(["sidecar", "--service", replica.Service.Name, "--node-id", replica.ProxyId])}}
            network_mode: {{ComposeText.Quoted($"service:{replica.Name}")}}
            depends_on: {{ComposeText.List([replica.Name])}}
            volumes: {{ComposeText.List([$"{replica.Sidecar}:/var/lib/actormesh", $"{replica.Token}:/run/actormesh"])}}

        """;
}
