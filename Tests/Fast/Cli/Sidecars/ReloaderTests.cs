using System.Net;
using ActorMesh.Cli.Sidecars;
using ActorMesh.Cli.Terminals;
using ActorMesh.DataPlane;
using ActorMesh.Tests.Fast.Kit;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Sidecars;

/// <summary>A file and what runs of it; time moves by hand.</summary>
[Collection(SignalCollection.Name)]
public sealed class ReloaderTests : IAsyncLifetime
{
    private const string Changed = "file changed";

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(500);
    private static readonly string Good = Clusters("one"), Other = Clusters("one", "two");
    private static readonly string Bad = Good.Replace("STATIC", "STATICC", StringComparison.Ordinal);

    private readonly OwnSignal _hangUp = OwnSignal.HangUp();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly Spoken _spoken = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("actormesh-reload-").FullName;
    private readonly Sidecar _sidecar;
    private ConfigurationInForce _inForce = null!;

    public ReloaderTests() => _sidecar = Sidecar.Start(_clock, connectionsMax: 10, seed: 1, drainLimit: TimeSpan.FromSeconds(30));

    private string Path => System.IO.Path.Combine(_folder, "sidecar.yaml");

    public async Task InitializeAsync()
    {
        File.WriteAllText(Path, Good);
        var reading = new EnvoyFile(Path, lenient: false).Read();
        await _sidecar.Apply(reading.Bootstrap!);
        _inForce = new ConfigurationInForce(reading);
    }

    public async Task DisposeAsync()
    {
        await _sidecar.DisposeAsync();
        _hangUp.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_file_whose_date_alone_changed_does_nothing()
    {
        Assert.True(await Reloader().Reload(Changed));
        Assert.Empty(_spoken.Take());
        Assert.Equal(1, _sidecar.Status.Version);
    }

    [Fact]
    public async Task Whoever_sends_a_signal_gets_an_answer_even_if_nothing_changed()
    {
        Assert.True(await Reloader().Reload("SIGHUP"));
        Assert.Equal([$"{Path}: reloaded in 0 ms (SIGHUP), version 2", "  nothing that runs has changed"], _spoken.Take());
    }

    [Fact]
    public async Task A_changed_file_comes_into_force_and_it_is_said_what_changed()
    {
        File.WriteAllText(Path, Other);
        Assert.True(await Reloader().Reload(Changed));
        Assert.Equal([$"{Path}: reloaded in 0 ms (file changed), version 2", "  + cluster two"], _spoken.Take());
        Assert.Equal(2, _inForce.Reading.Bootstrap!.StaticResources.Clusters.Count);
    }

    [Fact]
    public async Task A_bad_file_keeps_what_runs_and_says_why_and_where()
    {
        File.WriteAllText(Path, Bad);
        Assert.False(await Reloader().Reload(Changed));
        var lines = _spoken.Take();
        Assert.Equal(2, lines.Count);
        Assert.StartsWith($"{Path}:5:24: error: static_resources.clusters[0].type", lines[0], StringComparison.Ordinal);
        Assert.Equal($"error: {Path}: not reloaded (file changed); version 1 stays in force", lines[1]);
        Assert.Equal(_clock.GetUtcNow(), _inForce.LastRefusal!.At);
        Assert.Equal([lines[0]], _inForce.LastRefusal.Problems);

        File.WriteAllText(Path, Other);
        Assert.True(await Reloader().Reload(Changed));
        Assert.Null(_inForce.LastRefusal);
        Assert.Equal(2, _sidecar.Status.Version);
    }

    [Fact]
    public async Task A_file_that_is_gone_keeps_what_runs()
    {
        File.Delete(Path);
        Assert.False(await Reloader().Reload("SIGHUP"));
        Assert.StartsWith($"{Path} cannot be read: ", _spoken.Take()[0], StringComparison.Ordinal);
        Assert.Equal(1, _sidecar.Status.Version);
    }

    [Fact]
    public async Task What_the_proxy_refuses_is_said_too()
    {
        await _sidecar.Drain(TimeSpan.FromSeconds(1));
        Assert.False(await Reloader().Reload("SIGHUP"));
        Assert.Contains("the proxy is draining", _spoken.Take()[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_admin_api_stays_where_it_is_and_that_is_said()
    {
        File.WriteAllText(Path, $"admin: {{ address: {{ socket_address: {{ address: 127.0.0.1, port_value: 15001 }} }} }}\n{Other}");
        Assert.True(await Reloader(new IPEndPoint(IPAddress.Loopback, 15000)).Reload(Changed));
        Assert.Equal(
            $"warning: {Path}: admin.address is now 127.0.0.1:15001, but the admin API stays at 127.0.0.1:15000 until a restart", _spoken.Take()[0]);
    }

    [Fact]
    public async Task A_changed_file_is_noticed_by_itself_and_a_bad_one_is_explained_once()
    {
        using var stop = new CancellationTokenSource();
        using var causes = ReloadCauses.Listen();
        var running = Reloader().Run(FileStamp.Of(Path), causes, stop.Token);
        Save(Bad);
        Assert.StartsWith($"{Path}:5:24: error: ", await NextWhileTimePasses(), StringComparison.Ordinal);
        Assert.StartsWith("error: ", await _spoken.Next(), StringComparison.Ordinal);
        for (var look = 0; look < 10; look++) await Pass();

        Save(Other);
        Assert.StartsWith($"{Path}: reloaded", await NextWhileTimePasses(), StringComparison.Ordinal);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_signal_reloads_at_once_without_any_time_passing()
    {
        using var stop = new CancellationTokenSource();
        using var causes = ReloadCauses.Listen();
        var running = Reloader().Run(FileStamp.Of(Path), causes, stop.Token);
        File.WriteAllText(Path, Other);
        _hangUp.Send();
        Assert.Equal($"{Path}: reloaded in 0 ms (SIGHUP), version 2", await _spoken.Next());
        await stop.CancelAsync();
        await running;
        Assert.Equal(["  + cluster two"], _spoken.Take());
    }

    [Fact]
    public async Task A_signal_that_came_before_the_first_start_was_over_is_kept()
    {
        using var causes = ReloadCauses.Listen();
        File.WriteAllText(Path, Other);
        _hangUp.Send();
        using var stop = new CancellationTokenSource();
        var running = Reloader().Run(FileStamp.Of(Path), causes, stop.Token);
        Assert.Equal($"{Path}: reloaded in 0 ms (SIGHUP), version 2", await _spoken.Next());
        await stop.CancelAsync();
        await running;
    }

    /// <summary>In one step, as an editor does: a file that is empty for a moment would be another bad file.</summary>
    private void Save(string text)
    {
        File.WriteAllText(Path + ".new", text);
        File.Move(Path + ".new", Path, overwrite: true);
    }

    private static string Clusters(params string[] names) => Bootstraps.Text([Bootstraps.Listener("a", Bootstraps.Says("one"))], [.. names.Select(name => Bootstraps.Static(name, 1))]);

    private Reloader Reloader(IPEndPoint? admin = null) =>
        new(new EnvoyFile(Path, lenient: false), admin, _inForce, _sidecar, _sidecar.Apply, new Talk(_spoken, colour: false), _clock);

    private async Task<string> NextWhileTimePasses()
    {
        var next = _spoken.Next();
        while (!next.IsCompleted) await Pass();
        return await next;
    }

    /// <summary>Lets the time for one look pass, and gives the reloader a chance to take it.</summary>
    private async Task Pass()
    {
        _clock.Advance(LookInterval);
        await Task.Yield();
    }
}
