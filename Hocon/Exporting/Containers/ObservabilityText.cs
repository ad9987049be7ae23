using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Hocon.Exporting.Containers;

/// <summary>
/// The profile <c>observability</c>. A sidecar answers on its own localhost only, so a collector in its network reads the metrics there and sends
/// them on to where they are kept and shown.
/// </summary>
internal static class ObservabilityText
{
    /// <summary>Of this machine, where the metrics are shown.</summary>
    public const int PublishedPort = 3000;

    private const string Container = "observability";

    /// <summary>Those that no replica has.</summary>
    public static IReadOnlyList<string> Containers { get; } = [Container, .. ControlPlaneText.Names.Select(MetricsOf)];

    public static string Anchor(ServiceMesh mesh) => $$"""
        x-metrics: &metrics
          image: otel/opentelemetry-collector-contrib:0.131.0
          profiles: [{{Container}}]
          command: ["--config=env:COLLECTOR"]
          restart: unless-stopped
          read_only: true
          cap_drop: [ALL]
          security_opt: ["no-new-privileges:true"]
          cpus: 0.5
          mem_limit: 256m
          pids_limit: 100
          environment:
            COLLECTOR: |
        {{Collector("http", "/stats/prometheus", mesh.AdminPort.Value)}}


        """;

    public static string Services(IEnumerable<Replica> replicas) => string.Concat(replicas.Select(Metrics)) + string.Concat(ControlPlaneText.Names.Select(Control)) + Shown();

    private static string Control(string node) => $$"""
          {{MetricsOf(node)}}:
            <<: *metrics
            environment:
              COLLECTOR: |
        {{Collector("https", "/metrics", ControlPlaneText.Scraped)}}
            network_mode: "service:{{node}}"
            depends_on: [{{node}}]

        """;

    private static string Shown() => $$"""
          # Grafana with a Prometheus behind it: http://127.0.0.1:{{PublishedPort}}
          {{Container}}:
            image: grafana/otel-lgtm:0.11.10
            profiles: [{{Container}}]
            restart: unless-stopped
            security_opt: ["no-new-privileges:true"]
            cpus: 1
            mem_limit: 2g
            pids_limit: 500
            ports: ["127.0.0.1:${GRAFANA_PORT:-{{PublishedPort}}}:3000"]
            networks: [mesh]

        """;

    private static string MetricsOf(string node) => $"{node}-metrics";

    private static string Collector(string scheme, string path, int port) => $$"""
                  receivers:
                    prometheus:
                      config:
                        scrape_configs:
                          - job_name: actormesh
                            scrape_interval: 5s
                            metrics_path: {{path}}
                            scheme: {{scheme}}
                            tls_config: { insecure_skip_verify: true }
                            static_configs: [{ targets: ["127.0.0.1:{{ComposeText.Number(port)}}"] }]
                  processors:
                    resource:
                      attributes: [{ key: host.name, value: "$${env:HOSTNAME}", action: upsert }]
                  exporters:
                    otlphttp: { endpoint: "http://{{Container}}:4318" }
                  service:
                    pipelines:
                      metrics: { receivers: [prometheus], processors: [resource], exporters: [otlphttp] }
        """;

    private static string Metrics(Replica replica) => $$"""
          {{replica.Metrics}}:
            <<: *metrics
            network_mode: {{ComposeText.Quoted($"service:{replica.Name}")}}
            depends_on: {{ComposeText.List([replica.Name])}}

        """;
}
