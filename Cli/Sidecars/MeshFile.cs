using System.IO.Hashing;
using System.Runtime.InteropServices;
using ActorMesh.Cli.Meshes;
using ActorMesh.DataPlane.Configuration;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Compiling.Running;
using ActorMesh.Hocon.Compiling.Security;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Sidecars;

/// <summary>A mesh file, compiled for the workload of one service.</summary>
/// <param name="place">Where everything of a mesh is.</param>
internal sealed class MeshFile(string path, string service, Func<ServiceMesh, Placement> place) : IConfigurationSource
{
    public string Path => path;

    /// <summary>Where the identity of the workload lies; null where there is none.</summary>
    public string? IdentityFolder { get; init; }

    /// <summary>Nobody proves who they are.</summary>
    public bool IsInsecure { get; init; }

    public IReadOnlyList<string> Files { get; private set; } = [path];

    public ConfigurationReading Read()
    {
        var mesh = CheckedMesh.Read(path, () => Stream.Null);
        Files = [.. mesh.Reading.Files.Select(file => file.Name).Append(path).Distinct(StringComparer.Ordinal)];
        var reading = Nothing(mesh);
        if (mesh.Mesh is not { } read) return reading;
        var valid = IsInsecure ? WithoutIdentity.Of(read) : read;
        if (valid.Find(service) is not { } compiled) return reading with { Diagnostics = [Missing(mesh, valid)], ExitCode = ExitCode.NotFound };
        return Compiled(reading, valid, compiled);
    }

    private ConfigurationReading Nothing(CheckedMesh mesh) => new(
        path, Fingerprint(mesh.Reading.Files), Bootstrap: null, Admin: null,
        [.. mesh.Findings.Where(finding => finding.Severity == DiagnosticSeverity.Error)],
        new Dictionary<string, string>(), new Dictionary<string, string>(), new Dictionary<Hocon.Envoy.RoutePlace, string>());

    private ConfigurationReading Compiled(ConfigurationReading reading, ServiceMesh mesh, Service compiled)
    {
        try
        {
            var runnable = RunnableToday.Of(MeshCompiler.Compile(mesh, compiled, place(mesh)));
            BesideMesh.Resolve(runnable.Bootstrap, path);
            if (IdentityFolder is null && OwnSecrets.AreNeeded(runnable.Bootstrap)) return reading with { Diagnostics = [NoIdentity(compiled)] };
            var snapshot = Snapshot.Compile(runnable.Bootstrap);
            var positions = MeshPositions.Of(mesh, compiled, runnable.Bootstrap);
            return reading with
            {
                Bootstrap = runnable.Bootstrap,
                Admin = AdminAddress.Of(runnable.Bootstrap.Admin),
                Identify = IdentityFolder is { } folder ? (sidecar, report) => sidecar.Identify(folder, report) : null,
                DrainLimit = mesh.Drain.Grace.Value,
                Remark = NotCarriedOut.Remark(path, runnable.LeftOut, snapshot.HasGlobalLimits ? ["rate-limit.global (it needs a control plane: --xds)"] : []),
                ListenerPositions = positions.Listeners,
                ClusterPositions = positions.Clusters,
                RoutePositions = positions.Routes,
            };
        }
        catch (Exception e) when (e is ResourceException or PlacementException)
        {
            return reading with { Diagnostics = [Diagnostic.At(compiled.Span, DiagnosticSeverity.Error, "AM0106", compiled.Path, e.Message)] };
        }
    }

    private static Diagnostic NoIdentity(Service service) => Diagnostic.At(
        service.Policies.Mtls.Mode.Origin, DiagnosticSeverity.Error, "AM0106", $"{service.Path}.mtls.mode",
        $"{service.Name} or a service that it calls has mTLS, and a sidecar that runs from a file has nobody to issue its certificate",
        "follow a control plane (--xds), name a folder with a certificate (--identity-dir), write mtls.mode = off, or try things out with --insecure-dev");

    private Diagnostic Missing(CheckedMesh mesh, ServiceMesh valid) => new(
        DiagnosticSeverity.Error, path, SourcePosition.Start, Path: "",
        UnknownName.Of("service", service, mesh.File.Name, valid.Services.Select(one => one.Name)), Code: "AM0201");

    private static UInt128 Fingerprint(IReadOnlyList<SourceFile> files)
    {
        var hash = new XxHash128();
        foreach (var file in files)
        {
            hash.Append(MemoryMarshal.AsBytes(file.Name.AsSpan()));
            hash.Append(MemoryMarshal.AsBytes($"\0{file.Text}\0".AsSpan()));
        }
        return hash.GetCurrentHashAsUInt128();
    }
}
