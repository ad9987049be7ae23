using System.Text;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Tests.Fast.Hocon.Mesh;
using CsCheck;
using Google.Protobuf;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Compiling;

/// <summary>Same mesh, same bytes.</summary>
public sealed class DeterminismTests
{
    [Theory]
    [MemberData(nameof(Examples.Workloads), MemberType = typeof(Examples))]
    public void The_same_text_gives_the_same_bytes(string file, string service) =>
        Assert.Equal(Bytes(Examples.Mesh(file), service), Bytes(Examples.Mesh(file), service));

    [Fact]
    public void Comments_and_blanks_change_nothing() => Gen.Int[0, 5].Array[200].Sample(noise =>
    {
        foreach (var file in (string[])["shop.conf", "every-knob.conf"])
        {
            var disturbed = MeshSample.Mesh(Disturbed(Examples.Text(file), noise));

            Assert.All(disturbed.Services, service => Assert.Equal(Bytes(Examples.Mesh(file), service.Name), Bytes(disturbed, service.Name)));
        }
    }, iter: 10);

    [Fact]
    public void The_order_of_services_in_the_file_changes_nothing_for_a_workload()
    {
        const string Web = "web { port = 80, calls = [orders, stock] }", Orders = "orders { port = 81, calls = [stock] }", Stock = "stock { port = 82 }";

        Assert.Equal(Bytes(Mesh(Web, Orders, Stock), "web"), Bytes(Mesh(Stock, Orders, Web), "web"));

        static ServiceMesh Mesh(params string[] services) => MeshSample.Mesh($"services {{ {string.Join(", ", services)} }}");
    }

    private static byte[] Bytes(ServiceMesh mesh, string service) => Compiled.Of(mesh, service, Placement.AsWritten(mesh)).Bootstrap.ToByteArray();

    // Between lines only: inside of one, a blank may be part of a value.
    private static string Disturbed(string text, int[] noise)
    {
        var disturbed = new StringBuilder();
        foreach (var (index, line) in text.Split('\n').Index())
            disturbed.Append(noise[index % noise.Length] switch
            {
                0 => $"\n{line}\n",
                1 => $"  # as it was\n{line}\n",
                2 => $"\t {line}\n",
                3 => $"// {index}\n{line}\n",
                _ => $"{line}\n",
            });
        return disturbed.ToString();
    }
}
