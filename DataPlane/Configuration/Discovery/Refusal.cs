namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>How a control plane is told what is wrong with its answer.</summary>
internal static class Refusal
{
    /// <summary>Servers log and keep it, so it is not for ever.</summary>
    private const int LengthMax = 4000;

    /// <returns>Null when nothing is wrong.</returns>
    public static string? Of(IReadOnlyList<string> problems)
    {
        if (problems.Count == 0) return null;
        var text = string.Join("; ", problems);
        return text.Length <= LengthMax ? text : $"{text[..LengthMax]}... ({problems.Count} problems)";
    }
}
