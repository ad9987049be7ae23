namespace ActorMesh.Hocon.Mesh.Values;

/// <summary>Shares as people write them: <c>5%</c>, <c>0.1%</c>. The sign is required, since 0.5 could be a half or half a percent.</summary>
public static class ShareText
{
    /// <param name="share">0..1.</param>
    /// <param name="problem">What is wrong and what to write instead; empty when all is well.</param>
    public static bool TryParse(string text, out double share, out string problem)
    {
        share = 0;
        problem = Quantity.Share.Parse(text, out var value)?.ToString() ?? "";
        if (problem.Length == 0 && value > 1) problem = $"share '{text}' is over 100%";
        if (problem.Length > 0) return false;
        share = (double)value;
        return true;
    }

    public static string Of(double share) => Quantity.Share.Text(Math.Round((decimal)share, 12));
}
