using ActorMesh.Cli.Meshes;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Linting;

/// <summary><c>--ignore CODE[=PATH]</c>: someone has looked at a finding and decided to live with it.</summary>
/// <param name="Path">Where in the mesh, with all that is below it, as in <c>services.orders</c>; null for everywhere.</param>
internal sealed record Ignore(string Code, string? Path)
{
    /// <returns>Null when it is not written like one.</returns>
    public static Ignore? Parse(string text)
    {
        var parts = text.Split('=', 2);
        var isCode = parts[0].Length == 6 && parts[0].StartsWith("AM", StringComparison.Ordinal) && parts[0].AsSpan(2).ContainsAnyExceptInRange('0', '9') == false;
        return isCode && parts is not [_, ""] ? new Ignore(parts[0], parts.Length == 2 ? parts[1] : null) : null;
    }

    public bool Covers(Diagnostic finding) => finding.Code == Code && (Path is null || MeshPath.IsWithin(finding.Path, Path));

    public override string ToString() => Path is null ? $"--ignore {Code}" : $"--ignore {Code}={Path}";
}
