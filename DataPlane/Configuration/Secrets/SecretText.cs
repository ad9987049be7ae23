using System.Security.Cryptography;
using System.Text;
using ActorMesh.Runtime.Contracts.Envoy.Core;

namespace ActorMesh.DataPlane.Configuration.Secrets;

/// <summary>A key or a password for as long as it is needed; what held it is wiped.</summary>
internal sealed class SecretText : IDisposable
{
    private readonly char[] _characters;

    private SecretText(char[] characters) => _characters = characters;

    public ReadOnlySpan<char> Characters => _characters;

    /// <summary>Files end with a line break that is not meant.</summary>
    public ReadOnlySpan<char> OneLine => Characters.TrimEnd("\r\n");

    /// <exception cref="InvalidDataException">It cannot be had.</exception>
    public static SecretText Read(DataSource? source, string field)
    {
        var bytes = SecretBytes.Read(source, field);
        var text = new SecretText(Encoding.UTF8.GetChars(bytes));
        CryptographicOperations.ZeroMemory(bytes);
        return text;
    }

    public void Dispose() => Array.Clear(_characters);
}
