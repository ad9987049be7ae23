namespace ActorMesh.Cli.Terminals;

/// <summary>What the program says to people, a line at a time. May be called from any thread.</summary>
internal sealed class Talk(TextWriter writer, bool colour)
{
    private readonly Lock _lock = new();
    private readonly Paint _paint = new(colour);

    public void Say(string line)
    {
        lock (_lock) writer.WriteLine(line);
    }

    /// <summary>Says that something went well.</summary>
    public void Succeed(string line) => Say(_paint.Green(line));

    /// <summary>Something is probably not as meant, but work goes on.</summary>
    public void Warn(string line) => Say($"{_paint.Yellow("warning:")} {line}");

    /// <summary>Something did not work.</summary>
    public void Fail(string line) => Say($"{_paint.Red("error:")} {line}");
}
