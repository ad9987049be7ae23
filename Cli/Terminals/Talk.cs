namespace ActorMesh.Cli.Terminals;

/// <summary>What the program says to people, a line at a time. May be called from any thread.</summary>
internal sealed class Talk(TextWriter writer, bool colour)
{
    private const string Red = "\e[31m", Yellow = "\e[33m", Green = "\e[32m", Plain = "\e[0m";

    private readonly Lock _lock = new();

    public void Say(string line)
    {
        lock (_lock) writer.WriteLine(line);
    }

    /// <summary>Says that something went well.</summary>
    public void Succeed(string line) => Say(Painted(Green, line));

    /// <summary>Something is probably not as meant, but work goes on.</summary>
    public void Warn(string line) => Say($"{Painted(Yellow, "warning:")} {line}");

    /// <summary>Something did not work.</summary>
    public void Fail(string line) => Say($"{Painted(Red, "error:")} {line}");

    private string Painted(string paint, string text) => colour ? $"{paint}{text}{Plain}" : text;
}
