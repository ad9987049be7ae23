using System.Collections.Concurrent;
using ActorMesh.ControlPlane.Documents;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Compiling.Running;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Distribution.Joined;

/// <summary>What each workload runs under one publication, as a whole bootstrap. Each is compiled when first asked for; any thread may ask.</summary>
/// <param name="place">Where everything of a mesh is.</param>
/// <param name="served">What of a mesh is carried out.</param>
public sealed class WorkloadStates(PublishedMesh mesh, Func<ServiceMesh, Placement> place, Func<ServiceMesh, ServiceMesh> served)
{
    private readonly OnDemand<ServiceMesh?> _stable = new(() => Read(mesh.StableDocument, served));
    private readonly OnDemand<ServiceMesh?> _canary = new(() => Read(mesh.CanaryDocument, served));
    private readonly ConcurrentDictionary<(string Service, bool IsCanary), OnDemand<WorkloadState>> _states = new();

    public PublicationOrder Order { get; } = PublicationOrder.Of(mesh);

    /// <summary>Proxies of one service may run different versions.</summary>
    public bool HasCanary => mesh.Canary is not null;

    /// <returns>With its bootstrap, or with the problem that there is none. Shared: not to be changed.</returns>
    public async Task<WorkloadState> Of(string proxyId, string service)
    {
        var isCanary = mesh.Canary is { } canary && CanaryShare.Includes(proxyId, canary.Version, mesh.CanaryPercent);
        try
        {
            var read = await (isCanary ? _canary : _stable).Get();
            return await _states.GetOrAdd((service, isCanary), key => new OnDemand<WorkloadState>(() => Compile(read, key.Service, key.IsCanary))).Get();
        }
        catch (Exception e) when (e is MeshDocumentException or PlacementException)
        {
            var state = Begun(service, isCanary);
            state.Problem = $"version {state.MeshVersion} cannot be compiled for {service}: {e.Message}";
            return state;
        }
    }

    /// <summary>Says that there is something to ask for.</summary>
    public WorkloadState Notice(string service) => new()
    {
        Service = service, Epoch = mesh.Epoch, Sequence = mesh.Sequence, Denied = { mesh.Denied },
    };

    private WorkloadState Begun(string service, bool isCanary)
    {
        var state = Notice(service);
        state.MeshVersion = (isCanary ? mesh.Canary : mesh.Stable)?.Version ?? 0;
        return state;
    }

    private WorkloadState Compile(ServiceMesh? read, string service, bool isCanary)
    {
        var state = Begun(service, isCanary);
        if (read is null) state.Problem = "no mesh was applied yet";
        else if (read.Find(service) is not { } found) state.Problem = Unknown(read, service, state.MeshVersion);
        else Fill(state, read, found);
        return state;
    }

    private void Fill(WorkloadState state, ServiceMesh read, Service service)
    {
        var (hash, packed) = PackedBootstrap.Pack(RunnableToday.Of(MeshCompiler.Compile(read, service, place(read))).Bootstrap);
        state.Hash = hash;
        if (packed.Length <= PackedBootstrap.PackedMax) state.Packed = packed;
        else state.Problem = $"what {service.Name} runs comes to {packed.Length / 1024} KiB, more than goes between nodes: attach it by --xds";
    }

    private static string Unknown(ServiceMesh mesh, string service, long version)
    {
        var hint = NearestName.Hint(service, mesh.Services.Select(one => one.Name));
        return $"version {version} of the mesh has no service '{service}'{(hint is null ? "" : $"; {hint}")}";
    }

    private static ServiceMesh? Read(MeshDocument? document, Func<ServiceMesh, ServiceMesh> served)
    {
        if (document is null) return null;
        var checkedDocument = CheckedDocument.Of(document);
        return checkedDocument.Mesh is { } read
            ? served(read)
            : throw new MeshDocumentException(checkedDocument.Findings.FirstOrDefault(finding => finding.Severity == DiagnosticSeverity.Error)?.ToString() ?? "it cannot be read");
    }
}
