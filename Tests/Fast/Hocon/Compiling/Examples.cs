using ActorMesh.Hocon.Mesh;
using ActorMesh.Tests.Fast.Hocon.Mesh;
using ActorMesh.Tests.Fast.Tidy;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Compiling;

/// <summary>The meshes that stand in the repository as examples.</summary>
internal static class Examples
{
    private static readonly string[] Files = ["shop.conf", "every-knob.conf"];

    public static TheoryData<string, string> Workloads
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var file in Files)
            foreach (var service in Mesh(file).Services)
                data.Add(file, service.Name);
            return data;
        }
    }

    public static string Text(string file) => File.ReadAllText(Path.Combine(SourceTree.Root, "Hocon/Examples", file));

    public static ServiceMesh Mesh(string file) => MeshSample.Mesh(Text(file));
}
