using ActorMesh.Hocon.Envoy;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Envoy;

public sealed class ExampleFilesTests
{
    public static TheoryData<string> Files => new(Directory.GetFiles(Folder, "*.yaml").Select(path => Path.GetFileName(path)));

    private static string Folder => Path.Combine(Root(), "Hocon", "Examples");

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_example_reads_without_a_word(string file)
    {
        var reading = BootstrapReader.Read(File.ReadAllText(PathOf(file)), file);

        Assert.Empty(reading.Diagnostics);
        Assert.NotNull(reading.Bootstrap);
    }

    public static string PathOf(string file) => Path.Combine(Folder, file);

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "ActorMesh.sln"))) at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException("The tests run outside the source tree.");
    }
}
