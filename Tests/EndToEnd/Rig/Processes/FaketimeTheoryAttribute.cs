using Xunit;

namespace ActorMesh.Tests.EndToEnd.Rig.Processes;

/// <summary>A test of programs whose clocks are wrong.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FaketimeTheoryAttribute : TheoryAttribute
{
    public FaketimeTheoryAttribute()
    {
        if (Faketime.Library is null) Skip = "libfaketime is not installed";
    }
}
