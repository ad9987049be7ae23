using System.Collections.Frozen;
using System.Globalization;
using ActorMesh.DataPlane.Resilience.Budgets;
using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.DataPlane.Routing.Retrying;
using ActorMesh.Runtime.Contracts;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>
/// What a route's metadata says of retries (<see cref="MeshMetadata.Retries"/>): what Envoy's policy can only come near to. Each field that is
/// there stands in for what the policy says of the same thing.
/// </summary>
internal static class RetryMetadata
{
    /// <exception cref="FormatException">A field is not of its kind.</exception>
    public static RetryPolicy Apply(RetryPolicy policy, MetadataFields fields, ResourcePath path)
    {
        var methods = fields.TextsOr("all", "methods", out var isAll);
        if (isAll || methods is not null)
            policy = policy with { Methods = isAll ? MethodRule.All : MethodRule.Of(methods!), RequestHeaders = [.. policy.RequestHeaders.Where(condition => !IsOfMethod(condition))] };
        if (fields.Texts("on") is { } words)
            policy = policy with
            {
                On = words.Aggregate(RetryConditions.None, (all, word) => all | (IsStatus(word) ? RetryConditions.StatusCodes : RetryCompiler.Condition(word, path))),
                StatusCodes = words.Where(IsStatus).Select(word => RetryCompiler.Status(uint.Parse(word, CultureInfo.InvariantCulture), path)).ToFrozenSet(),
            };
        return policy with
        {
            Backoff = fields.Word("jitter", "full", "none") is { } jitter ? policy.Backoff with { Jitter = jitter == "full" } : policy.Backoff,
            UsesOriginMark = fields.Truth("origin-mark") ?? policy.UsesOriginMark,
        };
    }

    /// <summary>Envoy knows no rule on methods; a condition on <c>:method</c> is how one is written for it.</summary>
    private static bool IsOfMethod(RouteCondition condition) => condition is HeaderValueCondition { IsOfMethod: true };

    private static bool IsStatus(string word) => word.Length is > 0 and <= 3 && word.All(char.IsAsciiDigit);
}
