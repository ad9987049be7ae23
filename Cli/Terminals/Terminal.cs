namespace ActorMesh.Cli.Terminals;

/// <summary>Where a command writes: what it was asked for to <paramref name="Data"/> (stdout), all else to <paramref name="Talk"/> (stderr).</summary>
internal sealed record Terminal(TextWriter Data, Talk Talk)
{
    /// <summary>Colours data.</summary>
    public Paint Paint { get; init; }

    /// <summary>What a command reads when a file is <c>-</c> (stdin).</summary>
    public Func<Stream> Input { get; init; } = () => Stream.Null;

    public static Terminal OfProcess() => new(Console.Out, new Talk(Console.Error, Colour.IsWanted(Console.IsErrorRedirected)))
    {
        Paint = new Paint(Colour.IsWanted(Console.IsOutputRedirected)),
        Input = Console.OpenStandardInput,
    };
}
