using System.Reflection;

namespace ActorMesh.Cli;

/// <summary>The version of this program.</summary>
internal static class ProgramVersion
{
    /// <summary>With the commit it was built from, where known: <c>0.1.0+1aebf70</c>.</summary>
    public static string Full { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public static string Short { get; } = Full.Split('+')[0];
}
