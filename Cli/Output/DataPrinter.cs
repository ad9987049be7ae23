using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Output;

/// <summary>Prints the data of a command in the format that was asked for.</summary>
internal static class DataPrinter
{
    /// <param name="shape">What programs get.</param>
    /// <param name="type">How that is written; asked for only when it is.</param>
    /// <param name="text">Writes what people get.</param>
    public static void Print<T>(this Terminal terminal, OutputFormat format, Func<T> shape, Func<JsonTypeInfo<T>> type, Action<TextWriter> text)
    {
        switch (format)
        {
            case OutputFormat.Json:
                terminal.Data.WriteLine(JsonSerializer.Serialize(shape(), type()));
                break;
            case OutputFormat.Yaml:
                YamlText.Write(JsonSerializer.SerializeToElement(shape(), type()), terminal.Data);
                break;
            default:
                text(terminal.Data);
                break;
        }
    }
}
