using System.Globalization;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Importing;

/// <summary>The conditions of Envoy's <c>retry_on</c>, which Istio shares, as <c>retries.on</c> has them.</summary>
/// <remarks>Source: Envoy, "x-envoy-retry-on" and "x-envoy-retry-grpc-on".</remarks>
internal static class RetryConditions
{
    private static readonly HashSet<string> Shared = new(StringComparer.Ordinal)
    {
        "5xx", "gateway-error", "reset", "reset-before-request", "connect-failure", "refused-stream",
        "envoy-ratelimited", "cancelled", "deadline-exceeded", "internal", "resource-exhausted", "unavailable",
    };

    /// <param name="text">Names with commas between them.</param>
    /// <returns>Conditions of the mesh language; empty when nothing is left.</returns>
    public static IReadOnlyList<string> Of(string text, ImportPlace at, ImportNotes notes)
    {
        List<string> conditions = [];
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Shared.Contains(name) || IsStatus(name)) Add(name);
            else if (name == "retriable-4xx") Add("409");
            // They mean the status codes and the headers that stand beside them.
            else if (name is not ("retriable-status-codes" or "retriable-headers")) notes.NotCarried(at, $"there is no retry condition {Quoted.Of(name)}");
        }

        return conditions;

        void Add(string condition)
        {
            if (!conditions.Contains(condition, StringComparer.Ordinal)) conditions.Add(condition);
        }
    }

    public static bool IsStatus(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 400 and <= 599;
}
