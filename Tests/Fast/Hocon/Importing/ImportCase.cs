using ActorMesh.Hocon.Findings;
using ActorMesh.Hocon.Importing;
using ActorMesh.Hocon.Importing.EnvoyFiles;
using ActorMesh.Hocon.Importing.GatewayApi;
using ActorMesh.Hocon.Importing.Istio;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Importing;

/// <summary>A foreign file, the mesh file that comes of it, and what is said about the rest.</summary>
internal sealed record ImportCase(string Format, string Source, string Mesh, string Said)
{
    public const string File = "f.yaml";

    public static IReadOnlyList<ImportCase> All { get; } =
        [IstioCases.Shop, IstioCases.Calls, IstioEdgeCases.Outside, IstioSecurityCases.Guards, GatewayApiCases.Shop, GatewayApiCases.Grpc, EnvoyCases.Edge];

    public static ImportReading Read(string format, string text)
    {
        SourceFile[] files = [new(File, text)];
        return format switch
        {
            "istio" => IstioImport.Read(files),
            "gateway-api" => GatewayApiImport.Read(files),
            _ => EnvoyImport.Read(files),
        };
    }

    public void Holds()
    {
        var reading = Read(Format, Source);

        Assert.Equal(Mesh, reading.Text);
        Assert.Equal(Said, string.Join('\n', reading.Diagnostics) + "\n");
        ReadsAndLints(reading.Text!);
    }

    /// <summary>The least that one may ask of a file that a program wrote.</summary>
    public static void ReadsAndLints(string text)
    {
        var mesh = MeshReader.Read(new SourceFile("mesh.conf", text));
        var errors = mesh.Diagnostics.Concat(mesh.Draft is { } draft ? MeshFindings.Of(draft) : []).Where(finding => finding.Severity == DiagnosticSeverity.Error);
        Assert.Equal("", string.Join('\n', errors));
    }
}
