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

    private const string Container = "observability", ControlMetrics = "control-metrics";

    /// <summary>Those that no replica has.</summary>
    public static IReadOnlyList<string> Containers { get; } = [Container, ControlMetrics];

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
        {{Collector("/stats/prometheus", $"\"127.0.0.1:{ComposeText.Number(mesh.AdminPort.Value)}\"")}}


        """;

    public static string Services(IEnumerable<Replica> replicas) => string.Concat(replicas.Select(Metrics)) + $$"""
          {{ControlMetrics}}:
            <<: *metrics
            environment:
              COLLECTOR: |
        {{Collector("/metrics", ControlPlaneText.Scraped)}}
            networks: [mesh]
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

    private static string Collector(string path, string targets) => $$"""
                  receivers:
                    prometheus:
                      config:
                        scrape_configs:
                          - job_name: actormesh
                            scrape_interval: 5s
                            metrics_path: {{path}}
                            static_configs: [{ targets: [{{targets}}] }]
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
