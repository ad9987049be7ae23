using ActorMesh.Cli.Admin;
using ActorMesh.Cli.Hosting;
using ActorMesh.Cli.Terminals;
using ActorMesh.DataPlane;
using ActorMesh.DataPlane.Configuration;

namespace ActorMesh.Cli.Sidecars;

/// <summary>A data plane with its admin API, up and configured.</summary>
internal sealed class SidecarHost : IAsyncDisposable
{
    private readonly LoopbackServer? _admin;

    private SidecarHost(Sidecar sidecar, ConfigurationInForce configuration, LoopbackServer? admin) =>
        (Sidecar, Configuration, _admin) = (sidecar, configuration, admin);

    public Sidecar Sidecar { get; }

    public ConfigurationInForce Configuration { get; }

    /// <summary>Starts the data plane first: traffic does not wait for those who watch it.</summary>
    /// <param name="reading">Without errors.</param>
    /// <exception cref="IOException">An address cannot be had.</exception>
    public static async Task<SidecarHost> Start(
        ConfigurationReading reading, SidecarOptions options, Termination termination, Talk talk, TimeProvider clock)
    {
        var sidecar = Sidecar.Start(clock, options.ConnectionsMax, options.Seed, options.DrainLimit);
        try
        {
            await sidecar.Apply(reading.Bootstrap!);
            var configuration = new ConfigurationInForce(reading);
            var context = new AdminContext(sidecar, configuration, options, termination, talk, clock);
            var admin = reading.Admin is { } address ? await AdminApi.Start(address, context) : null;
            return new SidecarHost(sidecar, configuration, admin);
        }
        catch (Exception e)
        {
            await sidecar.DisposeAsync();
            if (e is ResourceException refused) throw new IOException(refused.Problem, refused);
            throw;
        }
    }

    /// <summary>Says what is up, a line each.</summary>
    public void Describe(Talk talk)
    {
        foreach (var listener in Sidecar.Status.Listeners)
            talk.Say($"  {(listener.IsHttp ? "http" : "tcp"),-6} {listener.Address,-22} {listener.Name}");
        talk.Say(_admin is null ? "  admin  none, since the file has no admin.address" : $"  admin  {_admin.Address,-22} http://{_admin.Address}/");
    }

    public async ValueTask DisposeAsync()
    {
        if (_admin is not null) await _admin.DisposeAsync();
        await Sidecar.DisposeAsync();
    }
}
