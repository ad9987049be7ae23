using System.Globalization;
using System.IO.Hashing;
using System.Text;
using ActorMesh.Cli.Describing;
using ActorMesh.Cli.Meshes;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Planning;

/// <summary>What would happen if one mesh file took the place of another.</summary>
/// <param name="Resources">What the proxies would get.</param>
/// <param name="Fixed">Findings that would be gone.</param>
/// <param name="Raised">Findings that would come.</param>
internal sealed record MeshPlan(IReadOnlyList<Change> Changes, ResourceDiff Resources, IReadOnlyList<Diagnostic> Fixed, IReadOnlyList<Diagnostic> Raised)
{
    /// <param name="old">Without errors, as <paramref name="new"/>.</param>
    public static MeshPlan Of(CheckedMesh old, CheckedMesh @new) => new(
        ConfigDiff.Of(Root(old), Root(@new)),
        ResourceDiff.Of(old.Mesh!, @new.Mesh!),
        FindingDiff.Only(old.Findings, @new.Findings),
        FindingDiff.Only(@new.Findings, old.Findings));

    public bool IsEmpty => Changes.Count == 0 && Resources.IsEmpty;

    /// <summary>Short and the same wherever it is computed: of what changes, and how.</summary>
    public string Id
    {
        get
        {
            var text = new StringBuilder();
            foreach (var change in Changes)
                text.Append(CultureInfo.InvariantCulture, $"{change.Kind} {change.Path} {Text(change.Old)} {Text(change.New)}\n");
            foreach (var (kind, names) in Resources.Kinds)
                text.Append(CultureInfo.InvariantCulture, $"{kind} {names}\n");
            return XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(text.ToString())).ToString("x16", CultureInfo.InvariantCulture)[..4];
        }
    }

    public int Count(ChangeKind kind) => Changes.Count(change => change.Kind == kind);

    private static ConfigObject Root(CheckedMesh file) => ConfigReader.Read(file.File, file.Sources).Root!;

    private static string Text(ConfigValue? value) => value is null ? "" : ValueLine.Of(value);
}
