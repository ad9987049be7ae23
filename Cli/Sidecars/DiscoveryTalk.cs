using ActorMesh.Cli.Terminals;
using ActorMesh.DataPlane.Configuration.Discovery;

namespace ActorMesh.Cli.Sidecars;

/// <summary>Says what happens between a sidecar and its control plane. What is the same as before is not said again.</summary>
internal sealed class DiscoveryTalk(Talk talk)
{
    /// <summary>A first configuration may bring hundreds.</summary>
    private const int LinesMax = 20;

    private readonly TaskCompletionSource _running = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool? _isConnected;
    private string? _lastRefusal;

    /// <summary>Ends when a configuration is in force.</summary>
    public Task Running => _running.Task;

    /// <summary>One report after the other.</summary>
    public void Hear(DiscoveryReport report)
    {
        switch (report)
        {
            case DiscoveryReport.Connected connected:
                _isConnected = true;
                talk.Succeed($"{connected.Server}: connected");
                break;
            case DiscoveryReport.Lost lost:
                if (_isConnected != false) talk.Warn($"{lost.Server}: {lost.Reason}; no control plane, what runs goes on");
                _isConnected = false;
                break;
            case DiscoveryReport.Restored restored:
                talk.Say($"runs what was kept on disk, of {restored.KeptAt:u}");
                break;
            case DiscoveryReport.Refused refused when refused.Reason == _lastRefusal:
                break;
            case DiscoveryReport.Refused refused:
                _lastRefusal = refused.Reason;
                talk.Fail($"{refused.Server}: refused, and what ran before runs on: {refused.Reason}");
                break;
            case DiscoveryReport.Remark remark:
                talk.Warn(remark.Text);
                break;
            case DiscoveryReport.Applied applied:
                Say(applied);
                _running.TrySetResult();
                break;
        }
    }

    private void Say(DiscoveryReport.Applied applied)
    {
        var lines = ChangeSummary.Lines(applied.Change).ToList();
        talk.Say($"version {applied.Change.Version} is in force");
        foreach (var line in lines.Take(LinesMax)) talk.Say($"  {line}");
        if (lines.Count > LinesMax) talk.Say($"  and {lines.Count - LinesMax} more");
    }
}
