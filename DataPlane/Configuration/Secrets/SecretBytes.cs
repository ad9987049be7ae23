using System.Text;
using ActorMesh.Runtime.Contracts.Envoy.Core;

namespace ActorMesh.DataPlane.Configuration.Secrets;

/// <summary>The bytes that a DataSource leads to.</summary>
internal static class SecretBytes
{
    /// <summary>More are not read. The roots of all public authorities have 220 KiB.</summary>
    private const int LengthMax = 4 * 1024 * 1024;

    /// <exception cref="InvalidDataException">They cannot be had.</exception>
    public static byte[] Read(DataSource? source, string field)
    {
        byte[] bytes = source?.SpecifierCase switch
        {
            DataSource.SpecifierOneofCase.Filename => File(source.Filename, field),
            DataSource.SpecifierOneofCase.InlineBytes => source.InlineBytes.ToByteArray(),
            DataSource.SpecifierOneofCase.InlineString => Encoding.UTF8.GetBytes(source.InlineString),
            DataSource.SpecifierOneofCase.EnvironmentVariable => Encoding.UTF8.GetBytes(
                Environment.GetEnvironmentVariable(source.EnvironmentVariable) ?? throw new InvalidDataException($"{field}: the environment has no {source.EnvironmentVariable}")),
            _ => throw new InvalidDataException($"{field}: is missing"),
        };
        return bytes.Length <= LengthMax ? bytes : throw new InvalidDataException($"{field}: has {bytes.Length} bytes, and at most {LengthMax} are read");
    }

    private static byte[] File(string path, string field)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Exists && file.Length > LengthMax) throw new InvalidDataException($"{field}: the file {path} has {file.Length} bytes, and at most {LengthMax} are read");
            return System.IO.File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var reason = e is FileNotFoundException or DirectoryNotFoundException ? "is not there" : $"cannot be read: {e.Message}";
            throw new InvalidDataException($"{field}: the file {path} {reason}", e);
        }
    }
}
