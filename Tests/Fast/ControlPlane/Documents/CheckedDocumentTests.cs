using ActorMesh.ControlPlane.Documents;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Documents;

/// <summary>A document is checked by what it carries alone.</summary>
public sealed class CheckedDocumentTests
{
    [Fact]
    public void A_sound_mesh_is_read()
    {
        var document = CheckedDocument.Of(MeshDocuments.Pack(Meshes.Of("services { orders { port = 8081 } }")));
        Assert.Equal(["orders"], document.Mesh!.Services.Select(service => service.Name));
        Assert.DoesNotContain(document.Problems, problem => problem.Severity == Problem.Types.Severity.Error);
    }

    [Fact]
    public void Includes_and_the_environment_come_out_of_the_document()
    {
        var sources = new MeshSources
        {
            Files =
            {
                new MeshSources.Types.File { Name = "conf/mesh.conf", Text = "include \"more/orders.conf\"" },
                new MeshSources.Types.File { Name = "conf/more/orders.conf", Text = "services { orders { port = ${ORDERS_PORT} } }" },
            },
            Environment = { new MeshSources.Types.Variable { Name = "ORDERS_PORT", Value = "9090" } },
        };
        Assert.Equal(9090, CheckedDocument.Of(sources).Mesh!.Find("orders")!.Port.Value);
        sources.Files.RemoveAt(1);
        Assert.Null(CheckedDocument.Of(sources).Mesh);
    }

    [Fact]
    public void The_environment_of_this_machine_stays_unseen() =>
        Assert.Null(CheckedDocument.Of(Meshes.Of("mesh { name = ${PATH} }\nservices { orders { port = 8081 } }")).Mesh);

    [Fact]
    public void Errors_say_where_and_what()
    {
        var document = CheckedDocument.Of(Meshes.Of("services {\n  orders { prot = 8081 }\n}"));
        Assert.Null(document.Mesh);
        var problem = Assert.Single(document.Problems, problem => problem.Path == "services.orders.prot");
        Assert.Equal((Problem.Types.Severity.Error, "mesh.conf:2:12"), (problem.Severity, problem.Place));
    }

    [Fact]
    public void A_service_that_cannot_be_placed_is_an_error()
    {
        var document = CheckedDocument.Of(Meshes.Of("services { orders { port = 8081, app-port = 8081 } }"));
        Assert.Null(document.Mesh);
        Assert.Contains(document.Problems, problem => problem.Severity == Problem.Types.Severity.Error && problem.Path.StartsWith("services.orders", StringComparison.Ordinal));
    }

    [Fact]
    public void A_document_without_a_file_is_an_error() => Assert.Null(CheckedDocument.Of(new MeshSources()).Mesh);

    [Fact]
    public void A_document_that_is_none_is_refused() =>
        Assert.Throws<MeshDocumentException>(() => CheckedDocument.Of(new MeshDocument { Packed = ByteString.CopyFromUtf8("mesh") }));
}
