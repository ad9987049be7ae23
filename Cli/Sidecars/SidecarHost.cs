using ActorMesh.Cli.Admin;
using ActorMesh.Cli.Hosting;
using ActorMesh.Cli.Spiffe;
using ActorMesh.Cli.Terminals;
using ActorMesh.DataPlane;
using ActorMesh.DataPlane.Configuration;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;

namespace ActorMesh.Cli.Sidecars;

/// <summary>A data plane with its admin API, up and configured.</summary>
internal sealed class SidecarHost : IAsyncDisposable
{
    private readonly LoopbackServer? _admin;
    private readonly IControlPlane? _controlPlane;
    private readonly WorkloadApi? _workloads;

    private SidecarHost(Sidecar sidecar, ConfigurationInForce configuration, LoopbackServer? admin, IControlPlane? controlPlane, WorkloadApi? workloads, Task running) =>
        (Sidecar, Configuration, _admin, _controlPlane, _workloads, Running) = (sidecar, configuration, admin, controlPlane, workloads, running);

    public Sidecar Sidecar { get; }

    public ConfigurationInForce Configuration { get; }

    /// <summary>Ends when there are a configuration and an identity: those from a control plane may take their time.</summary>
    public Task Running { get; }

    /// <summary>Starts the data plane first: traffic does not wait for those who watch it.</summary>
    /// <param name="reading">Without errors.</param>
    /// <exception cref="IOException">An address cannot be had.</exception>
    public static async Task<SidecarHost> Start(
        ConfigurationReading reading, SidecarOptions options, Termination termination, Talk talk, TimeProvider clock)
    {
        var sidecar = Sidecar.Start(clock, options.ConnectionsMax, options.Seed, options.DrainLimit);
        IControlPlane? controlPlane = null;
        WorkloadApi? workloads = null;
        try
        {
            var discovery = new DiscoveryTalk(talk);
            reading.Identify?.Invoke(sidecar, new IdentityTalk(talk).Hear);
            if (reading.Follow is { } follow) controlPlane = follow(sidecar, discovery.Hear);
            else await sidecar.Apply(reading.Bootstrap!);
            var configuration = new ConfigurationInForce(reading);
            var context = new AdminContext(sidecar, configuration, options, termination, talk, clock) { ControlPlane = controlPlane };
            workloads = await OpenToApplications(reading.WorkloadApi, sidecar, talk, clock);
            var admin = reading.Admin is { } address ? await AdminApi.Start(address, context) : null;
            return new SidecarHost(sidecar, configuration, admin, controlPlane, workloads, Task.WhenAll(sidecar.Identity?.Had ?? Task.CompletedTask, controlPlane is null ? Task.CompletedTask : discovery.Running));
        }
        catch (Exception e)
        {
            if (workloads is not null) await workloads.DisposeAsync();
            if (controlPlane is not null) await controlPlane.DisposeAsync();
            await sidecar.DisposeAsync();
            if (e is ResourceException refused) throw new IOException(refused.Problem, refused);
            throw;
        }
    }

    /// <summary>Brings what another reading says into force, together with what a control plane sent.</summary>
    /// <exception cref="ResourceException">A resource cannot be run; nothing has changed.</exception>
    public Task<SidecarActor.Message.Applied> Apply(Bootstrap bootstrap) => _controlPlane?.Replace(bootstrap) ?? Sidecar.Apply(bootstrap);

    /// <summary>Says what is up, a line each.</summary>
    public void Describe(Talk talk)
    {
        foreach (var listener in Sidecar.Status.Listeners)
            talk.Say($"  {(listener.IsHttp ? "http" : "tcp"),-6} {listener.Address,-22} {listener.Name}");
        if (_workloads is not null) talk.Say($"  spiffe {_workloads.Address}");
        talk.Say(_admin is null ? "  admin  none, since the file has no admin.address" : $"  admin  {_admin.Address,-22} http://{_admin.Address}/");
    }

    /// <summary>Is no endpoint any more for those who learn of endpoints from the control plane.</summary>
    public Task Leave() => _controlPlane?.Leave() ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_admin is not null) await _admin.DisposeAsync();
        if (_workloads is not null) await _workloads.DisposeAsync();
        if (_controlPlane is not null) await _controlPlane.DisposeAsync();
        await Sidecar.DisposeAsync();
    }

    private static async Task<WorkloadApi?> OpenToApplications(WorkloadApiSettings? settings, Sidecar sidecar, Talk talk, TimeProvider clock)
    {
        if (settings is null || sidecar.Identity?.Application is not { } application) return null;
        try
        {
            return await WorkloadApi.Start(settings, application, talk, clock);
        }
        catch (IOException e) when (!settings.IsAskedFor)
        {
            talk.Warn($"applications cannot ask who they are: {e.Message}; --workload-socket names another place");
            return null;
        }
    }
}
