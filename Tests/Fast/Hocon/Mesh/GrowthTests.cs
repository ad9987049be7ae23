using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Findings;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Mesh;

/// <summary>What a file costs grows with its length and no faster. Counted in bytes that are allocated, which no load on the machine changes.</summary>
public sealed class GrowthTests
{
    private const int Small = 200, Factor = 4;

    /// <summary>n log n from 200 to 800 services is 5.05 times as much.</summary>
    private const double GrowthMax = 5.05;

    [Fact]
    public void Reading_grows_no_faster_than_n_log_n() => AssertGrowth(file => MeshReader.Read(file));

    [Fact]
    public void Findings_grow_no_faster_than_n_log_n() => AssertGrowth(file => MeshFindings.Of(MeshReader.Read(file).Draft!));

    [Fact]
    public void Compiling_every_workload_grows_no_faster_than_n_log_n() => AssertGrowth(file =>
    {
        var mesh = MeshReader.Read(file).Mesh!;
        var placement = Placement.OnOneMachine(mesh, 0);
        foreach (var service in mesh.Services) MeshCompiler.Compile(mesh, service, placement);
        return mesh;
    });

    private static void AssertGrowth(Func<SourceFile, object> work)
    {
        Allocated(Small, work);
        var (small, large) = (Allocated(Small, work), Allocated(Small * Factor, work));
        Assert.True(large <= small * GrowthMax, $"{small} bytes for {Small} services, {large} for {Small * Factor}");
    }

    private static long Allocated(int services, Func<SourceFile, object> work)
    {
        var file = new SourceFile("large.conf", MeshOfSize.Text(services));
        var before = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(work(file));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
