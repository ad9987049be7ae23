using System.Text;
using ActorMesh.Tests.EndToEnd.Rig.Wire;

namespace ActorMesh.Tests.EndToEnd.Rig.Peers;

/// <summary>
/// A backend that answers each request with its target, over and over, and misbehaves at random: it hangs up, cuts answers short, says too
/// much or talks nonsense. Each connection has its own row of moods, which a seed decides.
/// </summary>
internal sealed class CapriciousBackend : IAsyncDisposable
{
    private const int CalmPercent = 70;
    private const int TextMax = 30_000;

    private static readonly Mood[] Moods = Enum.GetValues<Mood>();

    private readonly LoopbackServer _server;
    private readonly int _seed;
    private int _mixed;

    public CapriciousBackend(int seed)
    {
        _seed = seed;
        _server = new LoopbackServer(Serve);
    }

    private enum Mood
    {
        HangUp,
        HangUpWithinHead,
        CutTheBody,
        CloseAfterwards,
        CloseUnannounced,
        SayTooMuch,
        AnswerTwice,
        TalkNonsense,
    }

    public int Port => _server.Port;

    public int Accepted => _server.Accepted;

    /// <summary>Requests whose body was not made of their target.</summary>
    public int Mixed => Volatile.Read(ref _mixed);

    /// <summary>A target, repeated.</summary>
    public static string Text(string target, int times) => new StringBuilder().Insert(0, target + ";", times).ToString();

    /// <summary>Whether a text is one target, repeated.</summary>
    public static bool IsText(string target, string text) => text.Length % (target.Length + 1) == 0 && text == Text(target, text.Length / (target.Length + 1));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task Serve(WireConnection connection, int number)
    {
        var random = new Random(HashCode.Combine(_seed, number));
        while (await connection.ReadHead() is { } head)
        {
            var target = head.Split(' ')[1];
            if (!IsText(target, await connection.ReadText(LengthOf(head)))) Interlocked.Increment(ref _mixed);
            var body = Text(target, random.Next(TextMax / target.Length));
            if (!await Answer(connection, body, random)) return;
        }
    }

    // False when the connection shall end.
    private static async Task<bool> Answer(WireConnection connection, string body, Random random)
    {
        var answer = random.Next(2) == 0 ? Measured(body) : InChunks(body, random);
        if (random.Next(100) < CalmPercent) return await connection.Send(answer);
        switch (Moods[random.Next(Moods.Length)])
        {
            case Mood.HangUp:
                return false;
            case Mood.HangUpWithinHead:
                await connection.Send(answer[..10]);
                return false;
            case Mood.CutTheBody:
                await connection.Send(answer[..^1]);
                if (random.Next(2) == 0) connection.Reset();
                return false;
            case Mood.CloseAfterwards:
                await connection.Send(answer.Replace("OK\r\n", "OK\r\nConnection: close\r\n", StringComparison.Ordinal));
                return false;
            case Mood.CloseUnannounced:
                await connection.Send(answer);
                return false;
            case Mood.SayTooMuch:
                return await connection.Send(answer + "and more");
            case Mood.AnswerTwice:
                return await connection.Send(answer + Measured("forged"));
            default:
                return await connection.Send("SMTP ready\r\n\r\n");
        }
    }

    private static string Measured(string body) => $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}";

    private static string InChunks(string body, Random random)
    {
        var text = new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (var at = 0; at < body.Length;)
        {
            var size = Math.Min(random.Next(1, 5000), body.Length - at);
            text.Append($"{size:x}\r\n").Append(body, at, size).Append("\r\n");
            at += size;
        }

        return text.Append("0\r\n\r\n").ToString();
    }

    private static int LengthOf(string head)
    {
        var line = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("content-length: ", StringComparison.OrdinalIgnoreCase));
        return line is null ? 0 : int.Parse(line["content-length: ".Length..], System.Globalization.CultureInfo.InvariantCulture);
    }
}
