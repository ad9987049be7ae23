namespace ActorMesh.Hocon.Exporting.Containers;

/// <summary>The containers that are the same for every mesh: control nodes and their journal.</summary>
internal static class ControlPlaneText
{
    private const int ClusterPort = 25520, XdsPort = 15010, ApiPort = 15014;
    private const string Sealing = "sealing", SealingKey = "sealing.key", Tokens = "tokens";
    private const string Journal = "journal", Mesh = "/etc/actormesh/mesh.conf";

    private static readonly int[] Numbers = [1, 2, 3];

    private static readonly string Members = string.Join(',', Numbers.Select(Member));

    public static IReadOnlyList<string> Names { get; } = [.. Numbers.Select(Name)];

    /// <summary>Every container of the control plane.</summary>
    public static IReadOnlyList<string> Containers { get; } = [Journal, Sealing, .. Names, Tokens];

    /// <summary>What is kept when containers are made anew.</summary>
    public static IReadOnlyList<string> Volumes { get; } = [Journal, Sealing, .. Names];

    /// <summary>Ports of this machine at which their APIs are found.</summary>
    public static IReadOnlyList<int> Published { get; } = [.. Numbers.Select(PublishedPort)];

    /// <summary>Where sidecars find the control plane: any of its nodes will do.</summary>
    public static string Xds { get; } = Of(XdsPort, ",");

    /// <summary>Where each answers a scraper of its own network.</summary>
    public static int Scraped => ApiPort;

    public static string Anchor() => $$"""
        x-control: &control
          <<: *program
          mem_limit: 512m
          environment:
            ACTORMESH_JOIN: "{{Members}}"
            ACTORMESH_XDS: "0.0.0.0:{{XdsPort}}"
            ACTORMESH_API: "0.0.0.0:{{ApiPort}}"
            ACTORMESH_JOURNAL: "postgres://actormesh:${JOURNAL_PASSWORD:-actormesh}@{{Journal}}:5432/actormesh?Gss%20Encryption%20Mode=Disable"
            ACTORMESH_MESH: {{Mesh}}
            ACTORMESH_STATE: /var/lib/actormesh
            ACTORMESH_SEALING_KEY_FILE: /run/actormesh/{{SealingKey}}
          healthcheck:
            test: ["CMD", "actormesh", "ready", "https://127.0.0.1:{{ApiPort}}/ready"]
            interval: 10s
            timeout: 3s
            retries: 3
            start_period: 30s
          depends_on:
            {{Journal}}: { condition: service_healthy }
            {{Sealing}}: { condition: service_completed_successfully }


        """;

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
          # Makes, once, the key that the mesh's root certificate is sealed by in the journal. Keep a copy of it: without it the root is lost.
          {{Sealing}}:
            <<: *program
            restart: "no"
            healthcheck: { disable: true }
            command: ["provision", "sealing-key", "/var/lib/actormesh/{{SealingKey}}"]
            volumes: ["{{Sealing}}:/var/lib/actormesh"]
            network_mode: none

        """ + string.Concat(Numbers.Select(number => Node(number, meshPath)));

    /// <summary>Gives each sidecar, once, the token that lets it in, and sees nothing else of theirs; run it again for one that was away for longer than its certificate lives.</summary>
    public static string TokenGiver(IReadOnlyList<Replica> replicas) => $$"""
          {{Tokens}}:
            <<: *program
            restart: "no"
            healthcheck: { disable: true }
            command: {{ComposeText.List(["provision", "tokens", "--control", $"https://{Name(1)}:{ComposeText.Number(ApiPort)}", .. replicas.Select(replica => $"{replica.Service.Name}=/tokens/{replica.Name}/token")])}}
            environment: { ACTORMESH_TOKEN_FILE: /run/control/api.token }
            volumes: {{ComposeText.List([$"{Name(1)}:/run/control:ro", .. replicas.Select(replica => $"{replica.Token}:/tokens/{replica.Name}")])}}
            networks: [mesh]
            depends_on:
              {{Name(1)}}: { condition: service_healthy }
        {{string.Concat(replicas.Select(replica => $"      {replica.Sidecar}: {{ condition: service_started }}\n"))}}
        """;

    // Members know each other by names that only their own network has, and listen there alone.
    private static string Node(int number, string meshPath) => $$"""
          {{Name(number)}}:
            <<: *control
            hostname: {{Name(number)}}
            command: ["control", "--name", "{{Name(number)}}", "--cluster", "{{Member(number)}}"]
            ports: ["127.0.0.1:${CONTROL_{{number}}_PORT:-{{PublishedPort(number)}}}:{{ApiPort}}"]
            volumes: ["{{Name(number)}}:/var/lib/actormesh", "{{Sealing}}:/run/actormesh:ro", {{ComposeText.Quoted($"{meshPath}:{Mesh}:ro")}}]
            networks:
              control: { aliases: [{{MemberName(number)}}] }
              mesh: {}

        """;

    private static string Of(int port, string separator) => string.Join(separator, Names.Select(name => $"{name}:{ComposeText.Number(port)}"));

    private static int PublishedPort(int number) => ApiPort + ((number - 1) * 1000);

    private static string Name(int number) => $"control-{ComposeText.Number(number)}";

    private static string MemberName(int number) => $"member-{ComposeText.Number(number)}";

    private static string Member(int number) => $"{MemberName(number)}:{ComposeText.Number(ClusterPort)}";
}
