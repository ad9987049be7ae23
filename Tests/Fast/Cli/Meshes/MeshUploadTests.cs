using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Meshes;
using ActorMesh.ControlPlane.Documents;
using ActorMesh.Hocon.Reading;
using Xunit;
using Wire = ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.Tests.Fast.Cli.Meshes;

public sealed class MeshUploadTests
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        ["/here/mesh.conf"] = "include \"more/orders.conf\"\nmesh { name = ${NAME} }",
        ["/here/more/orders.conf"] = "services { orders { port = ${PORT} } }\ninclude \"../base.conf\"",
        ["/here/more/../base.conf"] = "mesh.defaults.timeout.request = 3s",
    };

    [Fact]
    public void It_takes_along_what_the_file_draws_on_and_nothing_else()
    {
        var upload = Upload();
        Assert.Equal(0, upload.Mesh.Errors);
        Assert.Equal(["mesh.conf", "more/orders.conf", "more/../base.conf"], upload.Files.Select(file => file.Name));
        Assert.Equal("NAME=shop PORT=8081", string.Join(' ', upload.Environment.Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [Fact]
    public void The_control_plane_reads_the_same_mesh_out_of_it()
    {
        var upload = Upload();
        var sources = new Wire.MeshSources();
        sources.Files.AddRange(upload.Files.Select(file => new Wire.MeshSources.Types.File { Name = file.Name, Text = file.Text }));
        sources.Environment.AddRange(upload.Environment.Select(pair => new Wire.MeshSources.Types.Variable { Name = pair.Key, Value = pair.Value }));
        var there = CheckedDocument.Of(sources).Mesh!;
        Assert.Equal(("shop", 8081, TimeSpan.FromSeconds(3)), (there.Name.Value, there.Find("orders")!.Port.Value, there.Find("orders")!.Policies.Timeout.Request.Value));
    }

    [Fact]
    public void And_so_does_whoever_asks_for_it_later()
    {
        var upload = Upload();
        var version = new VersionShape("", "", new RevisionShape(1, 1, "", "", null, default, null), upload.Files, upload.Environment);
        Assert.Equal(8081, MeshUpload.Read(version).Mesh!.Find("orders")!.Port.Value);
    }

    [Fact]
    public void A_folder_whose_name_only_begins_alike_is_another()
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal) { ["/a/mesh.conf"] = "include \"/ab/orders.conf\"", ["/ab/orders.conf"] = "services { orders { port = 8081 } }" };
        var upload = MeshUpload.Of(
            new SourceFile("/a/mesh.conf", texts["/a/mesh.conf"]),
            new ConfigSources((_, name) => texts.TryGetValue(name, out var text) ? new SourceFile(name, text) : null, _ => null));
        Assert.Equal(["mesh.conf", "/ab/orders.conf"], upload.Files.Select(file => file.Name));
    }

    private static MeshUpload Upload() => MeshUpload.Of(
        new SourceFile("/here/mesh.conf", Texts["/here/mesh.conf"]),
        new ConfigSources(
            (from, name) => Path.Combine(Path.GetDirectoryName(from.Name)!, name) is var path && Texts.TryGetValue(path, out var text) ? new SourceFile(path, text) : null,
            name => name switch { "NAME" => "shop", "PORT" => "8081", "SECRET" => "not asked for", _ => null }));
}
