using System.Text;
using System.Threading.Channels;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>Catches what the program says to people, a line at a time, so that a test can wait for a line.</summary>
internal sealed class Spoken : TextWriter
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>What was said and not taken yet.</summary>
    public IReadOnlyList<string> Take()
    {
        var lines = new List<string>();
        while (_lines.Reader.TryRead(out var line)) lines.Add(line);
        return lines;
    }

    public async Task<string> Next()
    {
        using var limit = new CancellationTokenSource(Limit);
        return await _lines.Reader.ReadAsync(limit.Token);
    }

    public override void WriteLine(string? value) => _lines.Writer.TryWrite(value ?? "");
}
