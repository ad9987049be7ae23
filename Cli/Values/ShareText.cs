using System.Globalization;

namespace ActorMesh.Cli.Values;

/// <summary>Shares as people write them: <c>5%</c>, <c>0.1%</c>. The sign is required, since 0.5 could be a half or half a percent.</summary>
internal static class ShareText
{
    /// <param name="share">0..1.</param>
    /// <param name="problem">What is wrong and what to write instead; empty when all is well.</param>
    public static bool TryParse(string text, out double share, out string problem)
    {
        share = 0;
        problem = "";
        if (!text.EndsWith('%'))
            problem = $"share '{text}' has no percent sign; write it like 5%";
        else if (!decimal.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent))
            problem = $"share '{text}' is not a number of percent; write it like 5% or 0.1%";
        else if (percent > 100)
            problem = $"share '{text}' is over 100%";
        else
            share = (double)(percent / 100);
        return problem.Length == 0;
    }

    public static string Of(double share) => string.Create(CultureInfo.InvariantCulture, $"{(decimal)share * 100:0.##########}%");
}
