using System.Diagnostics;

namespace ActorMesh.Tests.EndToEnd.Rig.Processes;

/// <summary>The last lines that a process wrote, for the message of a test that fails.</summary>
internal sealed class OutputLog
{
    private const int LinesMax = 400;
    private readonly Queue<string> _lines = new();
    private readonly Lock _guard = new();

    public void Follow(Process process)
    {
        process.OutputDataReceived += (_, line) => Add("out", line.Data);
        process.ErrorDataReceived += (_, line) => Add("err", line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Text
    {
        get
        {
            lock (_guard) return string.Join('\n', _lines);
        }
    }

    private void Add(string stream, string? line)
    {
        if (line is null) return;
        lock (_guard)
        {
            _lines.Enqueue($"{stream}| {line}");
            if (_lines.Count > LinesMax) _lines.Dequeue();
        }
    }
}
