using ActorMesh.Cli.Terminals;
using ActorMesh.Runtime.Boot;

namespace ActorMesh.Cli.Spiffe;

/// <summary>Tells who asked for an identity and what came of it. Whoever asks without end does not fill the log.</summary>
internal sealed class WorkloadAudit(Talk talk, TimeProvider clock)
{
    /// <summary>Beyond it they are counted, and the number is told later.</summary>
    public const int LinesPerMinuteMax = 60;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long _began = clock.GetTimestamp();
    private int _lines, _untold;

    public void Say(string line) => Tell(talk.Say, line);

    public void Warn(string line) => Tell(talk.Warn, line);

    private void Tell(Action<string> tell, string line)
    {
        lock (_gate)
        {
            if (clock.GetElapsedTime(_began) >= Minute)
            {
                if (_untold > 0) talk.Warn($"workload API: {_untold} more lines like these were left out");
                (_began, _lines, _untold) = (clock.GetTimestamp(), 0, 0);
            }
            if (_lines >= LinesPerMinuteMax)
            {
                _untold++;
                return;
            }
            _lines++;
        }
        tell(LogLine.Escaped($"workload API: {line}"));
    }
}
