using ActorMesh.Hocon.Compiling.Running;

namespace ActorMesh.Cli.Sidecars;

/// <summary>Says in one line what a mesh file asks for and this version does not do yet. Nobody shall take silence for safety.</summary>
internal static class NotCarriedOut
{
    /// <param name="more">What cannot be done where this is run.</param>
    /// <returns>Null when all of it is done.</returns>
    public static string? Remark(string file, IEnumerable<LeftOut> leftOut, params IEnumerable<string> more)
    {
        var policies = leftOut.Select(one => one.Policy).Concat(more).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return policies.Count == 0 ? null : $"{file}: compiled, but not carried out by this version: {string.Join(", ", policies)}";
    }
}
