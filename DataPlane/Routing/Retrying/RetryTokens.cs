using System.Collections.Frozen;

namespace ActorMesh.DataPlane.Routing.Retrying;

/// <summary>The words of retry_on.</summary>
internal static class RetryTokens
{
    /// <summary>Words that differ by more edits than this are not meant for each other.</summary>
    private const int EditsMax = 4;

    private static readonly FrozenDictionary<string, RetryConditions> ByName = new Dictionary<string, RetryConditions>(StringComparer.Ordinal)
    {
        ["5xx"] = RetryConditions.ServerError,
        ["gateway-error"] = RetryConditions.GatewayError,
        ["reset"] = RetryConditions.Reset,
        ["reset-before-request"] = RetryConditions.ResetBeforeRequest,
        ["connect-failure"] = RetryConditions.ConnectFailure,
        ["refused-stream"] = RetryConditions.RefusedStream,
        ["retriable-4xx"] = RetryConditions.Conflict,
        ["retriable-status-codes"] = RetryConditions.StatusCodes,
        ["retriable-headers"] = RetryConditions.Headers,
        ["envoy-ratelimited"] = RetryConditions.RateLimited,
        ["timeout"] = RetryConditions.Timeout,
        ["cancelled"] = RetryConditions.GrpcCancelled,
        ["deadline-exceeded"] = RetryConditions.GrpcDeadlineExceeded,
        ["internal"] = RetryConditions.GrpcInternal,
        ["resource-exhausted"] = RetryConditions.GrpcResourceExhausted,
        ["unavailable"] = RetryConditions.GrpcUnavailable,
        // Nothing here speaks HTTP/3.
        ["http3-post-connect-failure"] = RetryConditions.None,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <returns>Null for a word that is none of them.</returns>
    public static RetryConditions? Find(string token) => ByName.TryGetValue(token, out var condition) ? condition : null;

    /// <summary>The words of a list, separated by commas.</summary>
    public static IEnumerable<string> Split(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What may have been meant by a word that is none of them; null for nobody knows.</summary>
    public static string? Suggest(string token)
    {
        var (edits, nearest) = ByName.Keys.Select(known => (Edits: Distance(token, known), Known: known)).MinBy(pair => (pair.Edits, pair.Known));
        return edits <= Math.Min(EditsMax, token.Length / 2) ? nearest : null;
    }

    /// <summary>How many characters must be put in, taken out or changed (Levenshtein).</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var changed = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
