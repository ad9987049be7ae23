namespace ActorMesh.Hocon.Exporting.Containers;

/// <summary>The containers that are the same for every mesh: control nodes and their journal.</summary>
internal static class ControlPlaneText
{
    private const int Nodes = 3, ClusterPort = 4053, XdsPort = 15010, ApiPort = 15014;
    private const string Journal = "journal";

    public static IReadOnlyList<string> Names { get; } = [.. Enumerable.Range(1, Nodes).Select(Name)];

    /// <summary>Every container of the control plane.</summary>
    public static IReadOnlyList<string> Containers { get; } = [Journal, .. Names];

    /// <summary>Where sidecars find the control plane: any of its nodes will do.</summary>
    public static string Xds { get; } = Addresses(XdsPort);

    public static string Anchor() => $$"""
        x-control: &control
          <<: *program
          mem_limit: 512m
          environment:
            ACTORMESH_CLUSTER: "0.0.0.0:{{ClusterPort}}"
            ACTORMESH_JOIN: "{{Addresses(ClusterPort)}}"
            ACTORMESH_XDS: "0.0.0.0:{{XdsPort}}"
            ACTORMESH_API: "0.0.0.0:{{ApiPort}}"
            ACTORMESH_JOURNAL: "postgres://actormesh:${JOURNAL_PASSWORD:-actormesh}@{{Journal}}:5432/actormesh"
            ACTORMESH_MESH: {{Mesh}}
            ACTORMESH_STATE: /var/lib/actormesh
          healthcheck:
            test: ["CMD", "actormesh", "ready", "http://127.0.0.1:{{ApiPort}}/readyz"]
            interval: 10s
            timeout: 3s
            retries: 3
            start_period: 30s
          depends_on:
            {{Journal}}: { condition: service_healthy }
          networks: [control, mesh]


        """;

    public const string Mesh = "/etc/actormesh/mesh.conf";

    public static string Services(string meshPath) => $$"""
          {{Journal}}:
            image: postgres:17-alpine
            user: postgres
            restart: unless-stopped
            read_only: true
            tmpfs: [/tmp, /var/run/postgresql]
            cap_drop: [ALL]
            security_opt: ["no-new-privileges:true"]
            cpus: 1
            mem_limit: 512m
            pids_limit: 200
            shm_size: 128m
            environment:
              POSTGRES_USER: actormesh
              POSTGRES_DB: actormesh
              POSTGRES_PASSWORD: "${JOURNAL_PASSWORD:-actormesh}"
            healthcheck:
              test: ["CMD", "pg_isready", "-h", "127.0.0.1", "-U", "actormesh"]
              interval: 3s
              timeout: 3s
              retries: 10
            volumes: ["{{Journal}}:/var/lib/postgresql/data"]
            networks: [control]

        """ + string.Concat(Names.Select((name, index) => Node(name, ApiPort + index * 1000, meshPath)));

    private static string Node(string name, int port, string meshPath) => $$"""
          {{name}}:
            <<: *control
            hostname: {{name}}
            command: ["control", "--name", "{{name}}", "--advertise", "{{name}}"]
            ports: ["127.0.0.1:${{{ComposeText.Variable(name)}}_PORT:-{{ComposeText.Number(port)}}}:{{ComposeText.Number(ApiPort)}}"]
            volumes: ["{{name}}:/var/lib/actormesh", {{ComposeText.Quoted($"{meshPath}:{Mesh}:ro")}}]

        """;

    private static string Addresses(int port) => string.Join(',', Names.Select(name => $"{name}:{ComposeText.Number(port)}"));

    private static string Name(int number) => $"control-{ComposeText.Number(number)}";
}
