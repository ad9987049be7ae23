namespace ActorMesh.Hocon.Reading;

/// <summary>Reads HOCON.</summary>
public static class ConfigReader
{
    /// <param name="file">The text.</param>
    /// <param name="sources">What the text may draw on; the default is nothing outside itself.</param>
    /// <returns>Always a result: no text makes this throw.</returns>
    public static ConfigReading Read(SourceFile file, ConfigSources? sources = null) => new(null, [], [file]);
}
