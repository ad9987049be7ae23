namespace ActorMesh.Cli.Hosting;

/// <summary>Tells when standard input ends: when the process at the other end of the pipe closes it, or is gone however it went.</summary>
internal static class StandardInput
{
    /// <param name="then">Called once, on a thread of its own.</param>
    public static void WhenItEnds(Action then)
    {
        // A console's stream reads without waiting for nobody but itself: it would hold a thread of the pool for ever.
        var reader = new Thread(() =>
        {
            using var input = Console.OpenStandardInput();
            Span<byte> ignored = stackalloc byte[256];
            while (input.Read(ignored) > 0)
            {
            }
            then();
        })
        {
            IsBackground = true, Name = "standard input",
        };
        reader.Start();
    }
}
