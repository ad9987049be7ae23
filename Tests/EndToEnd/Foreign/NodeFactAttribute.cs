using Xunit;

namespace ActorMesh.Tests.EndToEnd.Foreign;

/// <summary>A test that needs Node.js and its package manager.</summary>
internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        var folders = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        if (!Array.Exists(folders, folder => File.Exists(Path.Combine(folder, "npm")))) Skip = "npm is not installed";
    }
}
