using ActorMesh.Cli.Control.Settings;
using ActorMesh.Cli.Hosting;
using ActorMesh.Cli.Sidecars;
using ActorMesh.Cli.Terminals;
using ActorMesh.ControlPlane.Authority;
using ActorMesh.Runtime.Membership;

namespace ActorMesh.Cli.Control;

/// <summary>The life of the <c>control</c> process: start, serve until asked to end or given up by the cluster, leave.</summary>
internal sealed class ControlRun(ControlOptions options, Talk talk, TimeProvider clock)
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="IOException">An address or a folder cannot be had.</exception>
    public async Task<int> Run()
    {
        using var termination = Termination.Register(options.IsLookedAfter);
        try
        {
            await using var host = await ControlHost.Start(options, talk, clock);
            Describe(host);
            using var stop = new CancellationTokenSource();
            var work = Work(host, stop.Token);
            var isAsked = await Task.WhenAny(termination.First, host.Ended) == termination.First;
            await stop.CancelAsync();
            await work;
            return isAsked ? await Leave(host, await termination.First, termination) : Downed(host);
        }
        catch (MemberException e)
        {
            talk.Fail(e.Message);
            return ExitCode.Failed;
        }
    }

    private void Describe(ControlHost host)
    {
        if (options.IsInsecure)
            talk.Warn("INSECURE: nobody proves who they are, and nothing is encrypted: every program on this machine can read and change the mesh, and mTLS is off whatever it says; leave --insecure-dev out for anything real");
        talk.Say($"  cluster  {host.Cluster,-22} {(options.Join.Count == 0 ? "a cluster of its own" : $"joins {string.Join(", ", options.Join)}")}");
        talk.Say($"  xds      {host.Xds,-22} sidecars, Envoy and gRPC clients attach here");
        talk.Say($"  api      {host.Api,-22} {host.ApiUrl}");
        talk.Say($"  journal  {JournalSettings.Parse(options.Journal)}");
        talk.Succeed($"{options.Name}: ready in {ProcessAge.Of(clock).TotalMilliseconds:0} ms");
    }

    private Task Work(ControlHost host, CancellationToken stop) => Task.WhenAll(
        new LeaderWatch(host.Context.Authority, talk, clock).Run(stop),
        options.Mesh is { } file ? new FirstMesh(host.Context.Authority, talk, clock).Apply(file, stop) : Task.CompletedTask);

    private async Task<int> Leave(ControlHost host, string asker, Termination termination)
    {
        talk.Say($"{asker}: leaving the cluster; a second signal ends at once");
        var began = clock.GetTimestamp();
        var left = host.Stop();
        if (await Task.WhenAny(left, termination.Second) != left)
        {
            talk.Warn("ended at once: another node takes over only when this one counts as lost");
            return ExitCode.Failed;
        }
        await left;
        talk.Say($"left in {clock.GetElapsedTime(began).TotalMilliseconds:0} ms");
        return ExitCode.Done;
    }

    private int Downed(ControlHost host)
    {
        talk.Fail(host.IsDowned
            ? "the other control nodes gave this one up, or it sees no majority of them: it ends, so that it leads nobody astray; start it again and it joins anew"
            : "the cluster ended this node; start it again and it joins anew");
        return ExitCode.Failed;
    }
}
