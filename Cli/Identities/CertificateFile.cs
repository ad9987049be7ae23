using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorMesh.Cli.Identities;

/// <summary>Reads certificates out of a file, PEM or DER. A key that stands beside them is passed over.</summary>
internal static class CertificateFile
{
    public const int BytesMax = 1024 * 1024;

    /// <param name="input">For <c>-</c>.</param>
    /// <exception cref="IOException">It cannot be read, or there is none in it; the message names it.</exception>
    public static IReadOnlyList<X509Certificate2> Read(string path, Func<Stream> input)
    {
        var bytes = Bytes(path, input);
        try
        {
            var read = new X509Certificate2Collection();
            read.ImportFromPem(System.Text.Encoding.Latin1.GetString(bytes));
            if (read.Count == 0) read.Add(X509CertificateLoader.LoadCertificate(bytes));
            return [.. read];
        }
        catch (CryptographicException e)
        {
            throw new IOException($"{path} holds no certificate that can be read (PEM or DER): {e.Message}", e);
        }
    }

    private static byte[] Bytes(string path, Func<Stream> input)
    {
        try
        {
            using var stream = path == "-" ? input() : File.OpenRead(path);
            var bytes = new byte[BytesMax + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length <= BytesMax ? bytes[..length] : throw new IOException($"{path} is over {BytesMax / 1024} KiB, too much for certificates");
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
