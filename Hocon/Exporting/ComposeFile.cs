using System.Text;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Exporting.Containers;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Exporting;

/// <summary>
/// A mesh as containers: control nodes with their journal, and for each replica a stand-in application with its sidecar in the same network.
/// Keeps to what docker-compose understands from 1.27.1 on.
/// </summary>
public static class ComposeFile
{
    /// <summary>How long a container has to end beyond what requests under way may take.</summary>
    private const int EndSeconds = 10;

    /// <param name="mesh">Without errors.</param>
    /// <param name="meshPath">Where the mesh file is, as the compose file should name it.</param>
    /// <param name="diagnostics">What the containers do without.</param>
    /// <exception cref="PlacementException">Two ports of a workload collide, or two containers would have one name.</exception>
    public static string Of(ServiceMesh mesh, string meshPath, out IReadOnlyList<Diagnostic> diagnostics)
    {
        var replicas = ReplicaPlan.Of(mesh, [.. ControlPlaneText.Containers, .. ObservabilityText.Containers], [.. ControlPlaneText.Published, ObservabilityText.PublishedPort]);
        diagnostics = NotCarried.Of(mesh);
        var text = new StringBuilder();
        text.Append(Head(mesh));
        text.Append(Program(mesh)).Append(ControlPlaneText.Anchor()).Append(WorkloadText.Anchor(mesh)).Append(ObservabilityText.Anchor(mesh));
        text.Append("services:\n").Append(ControlPlaneText.Services(meshPath)).Append('\n');
        foreach (var replica in replicas) text.Append(WorkloadText.Services(replica)).Append('\n');
        text.Append(ControlPlaneText.TokenGiver(replicas)).Append('\n');
        text.Append(ObservabilityText.Services(replicas)).Append('\n');
        text.Append(Networks).Append('\n').Append(Volumes([.. ControlPlaneText.Volumes, .. replicas.SelectMany(replica => new[] { replica.Sidecar, replica.Token })]));
        return text.ToString();
    }

    private static string Head(ServiceMesh mesh) => $$"""
        # The mesh {{mesh.Name.Value}} in containers, as `actormesh export compose` writes it. It runs as it stands:
        #   docker build -t actormesh:dev . && docker compose up -d
        # {{ControlPlaneText.Names.Count}} control nodes share a journal in PostgreSQL; each replica is a stand-in application (put your own image in its place) with its sidecar in the
        # same network, so restart the sidecar together with its application. Published on loopback: the way in from outside and the control nodes' APIs.
        # With --profile observability metrics are kept and shown at http://127.0.0.1:3000.


        """;

    private static string Program(ServiceMesh mesh) => $$"""
        x-program: &program
          image: "actormesh:${TAG:-dev}"
          restart: unless-stopped
          read_only: true
          tmpfs: [/tmp]
          cap_drop: [ALL]
          security_opt: ["no-new-privileges:true"]
          stop_grace_period: {{ComposeText.Number((int)Math.Ceiling(mesh.Drain.Grace.Value.TotalSeconds) + EndSeconds)}}s
          cpus: 1
          mem_limit: 256m
          pids_limit: 200


        """;

    private const string Networks = """
        networks:
          # Between control nodes and their journal, and out of reach for workloads.
          control: { internal: true }
          mesh: {}

        """;

    private static string Volumes(IEnumerable<string> names) => "volumes:\n" + string.Concat(names.Select(name => $"  {name}: {{}}\n"));
}
