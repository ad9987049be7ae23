namespace ActorMesh.Hocon.Reading;

/// <summary>What a text may draw on besides itself.</summary>
/// <param name="Include">Gives the file that <c>include</c> names, relative to the file that includes it; null when there is none.</param>
/// <param name="Environment">Looks up what <c>${NAME}</c> finds nowhere in the text; null when it is not set.</param>
public sealed record ConfigSources(Func<SourceFile, string, SourceFile?> Include, Func<string, string?> Environment)
{
    public static ConfigSources None { get; } = new((_, _) => null, _ => null);
}
