using System.Text;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Meshes;

/// <summary>Reads mesh files as text.</summary>
internal static class MeshText
{
    /// <summary>What a file may weigh. A mesh of 2,000 services takes a hundredth of it.</summary>
    public const int BytesMax = 16 * 1024 * 1024;

    /// <summary>Stands for stdin on the command line, and how messages name it.</summary>
    public const string StandardInput = "-", StandardInputName = "<stdin>";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="path">A file or a pipe, as the user named it; <see cref="StandardInput"/> for <paramref name="input"/>.</param>
    /// <exception cref="IOException">It cannot be read, is too large, or is no text; the message names it.</exception>
    public static SourceFile Read(string path, Func<Stream> input)
    {
        var name = path == StandardInput ? StandardInputName : path;
        try
        {
            using var stream = path == StandardInput ? input() : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
            return new SourceFile(name, Decode(ReadAll(stream, name), name));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new IOException($"{name} cannot be read: {e.Message}", e);
        }
    }

    // Not by its length, which pipes and the files of /proc do not have.
    private static byte[] ReadAll(Stream stream, string name)
    {
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            content.Write(buffer, 0, read);
            if (content.Length > BytesMax) throw new IOException($"{name} is over {BytesMax / 1024 / 1024} MiB, too much for a mesh file");
        }
        return content.ToArray();
    }

    private static string Decode(byte[] bytes, string name)
    {
        var text = bytes.AsSpan();
        if (text.StartsWith(Encoding.UTF8.Preamble)) text = text[Encoding.UTF8.Preamble.Length..];
        if (text.Contains((byte)0)) throw new IOException($"{name} is no text: it has zero bytes; a mesh file is UTF-8");
        try
        {
            return Strict.GetString(text);
        }
        catch (DecoderFallbackException e)
        {
            throw new IOException($"{name} is not UTF-8: the byte at offset {e.Index + bytes.Length - text.Length} fits nowhere; save it as UTF-8", e);
        }
    }
}
