using ActorMesh.Hocon.Compiling.Running;
using ActorMesh.Hocon.Findings;
using ActorMesh.Hocon.Findings.Running;
using ActorMesh.Tests.Fast.Hocon.Compiling;
using ActorMesh.Tests.Fast.Hocon.Mesh;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Findings;

/// <summary>What a file is told about is what its workloads leave out, neither less nor more.</summary>
public sealed class PendingPoliciesTests
{
    /// <summary>A cluster of the sidecar's own, which speaks what nobody wrote.</summary>
    private const string RateLimiter = "rate-limiter";

    public static TheoryData<string> Policies =>
    [
        "", .. RunnableTodayTests.LeftOut.Select(row => (string)row[0]).Distinct(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Policies))]
    public void All_that_is_left_out_is_told(string policy)
    {
        var told = Told(policy);

        Assert.Equal("", string.Join(" ", LeftOut(policy).Where(leftOut => !told.Exists(key => IsWithin(leftOut, key)))));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void All_that_is_told_is_left_out(string policy)
    {
        var leftOut = LeftOut(policy);

        Assert.Equal("", string.Join(" ", Told(policy).Where(key => !leftOut.Exists(left => IsWithin(left, key)))));
    }

    private static bool IsWithin(string key, string outer) => key == outer || key.StartsWith($"{outer}.", StringComparison.Ordinal);

    private static List<string> Told(string policy) =>
        [.. PendingPolicies.Of(new MeshView(MeshSample.Mesh(Compiled.Text(policy)))).Select(pending => pending.Policy.Key)];

    private static List<string> LeftOut(string policy) =>
    [
        .. new[] { Compiled.Call(policy), Compiled.Callee(policy) }
            .SelectMany(compiled => RunnableToday.Of(compiled.Bootstrap).LeftOut)
            .Where(left => !left.Resource.Contains(RateLimiter, StringComparison.Ordinal))
            .Select(left => left.Policy).Distinct(StringComparer.Ordinal),
    ];
}
