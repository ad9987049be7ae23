using System.Globalization;
using System.Text;
using ActorMesh.Tests.EndToEnd.Rig.Wire;

namespace ActorMesh.Tests.EndToEnd.Hostile;

/// <summary>One right outcome for one message of a request case.</summary>
internal abstract record Expectation
{
    /// <summary>The proxy answers with one of these statuses, closes, and never sends on a whole message.</summary>
    /// <param name="Statuses">Any of them.</param>
    /// <param name="BodyMayHaveStarted">True when the fault is in the body, so that the head may have gone ahead.</param>
    internal sealed record Refused(int[] Statuses, bool BodyMayHaveStarted) : Expectation
    {
        public override string ToString() => $"refused {string.Join(',', Statuses)}";
    }

    /// <summary>The proxy answers by itself and may go on with the connection.</summary>
    internal sealed record Answered(int[] Statuses) : Expectation
    {
        public override string ToString() => $"answered {string.Join(',', Statuses)}";
    }

    /// <summary>The client ended too early: an error or silence.</summary>
    internal sealed record Cut : Expectation
    {
        public override string ToString() => "cut";
    }

    /// <summary>The client is taken to have left: no answer, and the backend may or may not have got what was whole.</summary>
    internal sealed record Gone : Expectation
    {
        public override string ToString() => "gone";
    }

    /// <summary>The backend gets exactly this.</summary>
    internal sealed record Forwarded(string Method, string Target) : Expectation
    {
        public byte[] Body { get; init; } = [];

        public List<WireField> Present { get; } = [];

        public List<string> Absent { get; } = [];

        public List<WireField> AbsentValues { get; } = [];

        public override string ToString() => $"forwarded {Method} {(Target.Length < 80 ? Target : Target[..80] + "...")} with {Body.Length} bytes";
    }

    public static Expectation Parse(string text)
    {
        var words = text.Split(' ', 3);
        return words[0] switch
        {
            "refused" => new Refused(StatusesOf(words[1]), BodyMayHaveStarted: false),
            "refused-in-body" => new Refused(StatusesOf(words[1]), BodyMayHaveStarted: true),
            "answered" => new Answered(StatusesOf(words[1])),
            "cut" => new Cut(),
            "gone" => new Gone(),
            "forwarded" => new Forwarded(Latin1(words[1]), Latin1(words[2])),
            _ => throw new FormatException($"'{text}' is no outcome."),
        };
    }

    public static WireField ParseField(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return new WireField(text[..colon], Latin1(text[(colon + 1)..]).Trim(' ', '\t'));
    }

    private static string Latin1(string escaped) => Encoding.Latin1.GetString(Escaped.Parse(escaped));

    private static int[] StatusesOf(string list) => [.. list.Split(',').Select(status => int.Parse(status, CultureInfo.InvariantCulture))];
}
