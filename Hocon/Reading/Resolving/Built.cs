namespace ActorMesh.Hocon.Reading.Resolving;

/// <summary>A finished value and how much it is.</summary>
/// <param name="Value">Null when an optional reference found nothing, or an error was reported.</param>
/// <param name="Size">Values in it, itself included. One that is referred to twice counts twice.</param>
/// <param name="Height">Objects and arrays within each other.</param>
internal sealed record Built(ConfigValue? Value, long Size, int Height)
{
    public static Built Nothing { get; } = new(null, 0, 0);
}
