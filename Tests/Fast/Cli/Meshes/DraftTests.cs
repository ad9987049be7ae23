using ActorMesh.Cli.Describing;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Verifying;
using ActorMesh.Hocon.Findings.Calls;
using ActorMesh.Tests.Fast.Tidy;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Meshes;

/// <summary>Commands look at files that are half right as well.</summary>
public sealed class DraftTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(SourceTree.Root, "Hocon/Examples/every-knob.conf"));

    [Fact]
    public void No_damage_to_a_file_makes_a_command_fall_over() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, Lines.Length - 1], Gen.Int[0, Lines.Length - 1]).List[1, 4].Sample(damages =>
        {
            var lines = Lines.ToList();
            foreach (var (kind, at, other) in damages) Damage(lines, kind, at, other);
            LookAt(MeshFiles.Checked(string.Join('\n', lines)));
        }, iter: 300);

    private static void Damage(List<string> lines, int kind, int at, int other)
    {
        if (at >= lines.Count || other >= lines.Count) return;
        switch (kind)
        {
            case 0: lines.RemoveAt(at); break;
            case 1: lines.Insert(at, lines[other]); break;
            case 2: (lines[at], lines[other]) = (lines[other], lines[at]); break;
            case 3: lines[at] = lines[at].Replace("=", "= x", StringComparison.Ordinal); break;
            default: lines[at] = lines[at].Replace("{", "", StringComparison.Ordinal); break;
        }
    }

    private static void LookAt(CheckedMesh file)
    {
        if (file.Draft is not { } mesh) return;
        WorstCases.Of(mesh);
        AccessMap.Of(mesh);
        foreach (var service in mesh.Services)
        {
            foreach (var route in service.Routes) RouteDescription.Of(file, service, route, withEffective: true);
            Assert.Equal(service.Name, new ServiceDescription(file, mesh).Of(service, withEffective: true).Name);
        }
    }
}
