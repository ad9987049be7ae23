namespace ActorMesh.Cli.Terminals;

/// <summary>Where a command writes: what it was asked for to <paramref name="Data"/> (stdout), all else to <paramref name="Talk"/> (stderr).</summary>
internal sealed record Terminal(TextWriter Data, Talk Talk)
{
    public static Terminal OfProcess() => new(Console.Out, new Talk(Console.Error, Colour.IsWanted(Console.IsErrorRedirected)));
}
