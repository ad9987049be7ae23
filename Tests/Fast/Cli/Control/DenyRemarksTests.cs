using ActorMesh.Cli.Control.Api;
using ActorMesh.ControlPlane.Documents;
using ActorMesh.Hocon.Mesh;
using Xunit;
using Texts = ActorMesh.Tests.Fast.ControlPlane.Documents.Meshes;

namespace ActorMesh.Tests.Fast.Cli.Control;

/// <summary>Whoever denies a peer hears whom that does not stop.</summary>
public sealed class DenyRemarksTests
{
    private const string Others = "foreign Envoys";

    private static readonly ServiceMesh Mesh = CheckedDocument.Of(Texts.Of("mesh { name = shop }\nservices { orders { port = 8081 } }")).Mesh!;

    [Theory]
    [InlineData("spiffe://shop.local/ns/default/sa/orders", Others)]
    [InlineData("spiffe://shop.local/ns/default/sa/ordres", "no workload of the mesh that runs is called spiffe://shop.local/ns/default/sa/ordres", Others)]
    [InlineData("spiffe://shop.example/ns/default/sa/orders", "its own are spiffe://shop.local/ns/default/sa/NAME", Others)]
    [InlineData("spiffe://shop.local/actormesh/member", "each is taken out of it", Others)]
    [InlineData("4abc", "another serial number", "end its process", Others)]
    public void What_it_does_not_stop_is_said(string peer, params string[] said) =>
        Assert.All(said.Zip(DenyRemarks.Of(peer, Mesh), (expected, remark) => (expected, remark)), pair => Assert.Contains(pair.expected, pair.remark, StringComparison.Ordinal));

    [Fact]
    public void Before_there_is_a_mesh_any_name_may_be_meant() => Assert.Contains(Others, Assert.Single(DenyRemarks.Of("spiffe://shop.local/ns/default/sa/x", mesh: null)), StringComparison.Ordinal);
}
