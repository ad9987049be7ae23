using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ActorMesh.Cli.Control.Settings;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.Cli.Control.Api;

/// <summary>
/// What lets a person steer a mesh: <c>ama1.SECRET.ROOT</c>. It lies in a file of the control node's state folder that only its owner may read; whoever
/// can read that file could do as much without it. ROOT names the mesh's roots, so that the secret is shown to the mesh's own control nodes only.
/// </summary>
internal sealed class ApiToken
{
    public const string FileName = "api.token";

    private const string Form = "ama1";
    private const int SecretLength = 32;

    private readonly Lock _writing = new();
    private readonly string _secret;

    private ApiToken(string secret, RootNames roots) => (Text, Roots, _secret) = ($"{Form}.{secret}.{roots}", roots, secret);

    /// <summary>A secret.</summary>
    public string Text { get; }

    public RootNames Roots { get; }

    /// <param name="given">As somebody sent it.</param>
    /// <returns>Whether the secret is the same: of the roots there may be others by now.</returns>
    public bool Is(string given) => given.Split('.') is [Form, var secret, _] && CryptographicOperations.FixedTimeEquals(Hash(_secret), Hash(secret));

    /// <exception cref="InvalidDataException">It is none. The message does not repeat it.</exception>
    public static ApiToken Parse(string text)
    {
        if (text.Trim().Split('.') is not [Form, { Length: > 0 } secret, { Length: > 0 } roots]) throw new InvalidDataException($"it is no token for the API: one looks like {Form}.SECRET.ROOT");
        try
        {
            return new ApiToken(secret, RootNames.Parse(roots));
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"it is no whole token for the API: {e.Message}", e);
        }
    }

    /// <summary>
    /// The one of a state folder, for the roots that are believed now; its secret is another one when there is none, or none for any of them. A copy lies
    /// where commands on this machine look for it. Blocks.
    /// </summary>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    public static ApiToken Keep(string folder, string home, int port, TrustBundle bundle)
    {
        var kept = In(folder) is { } one && bundle.Roots.Any(one.Roots.Has) ? one._secret : Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretLength));
        var token = new ApiToken(kept, RootNames.Of(bundle));
        token.Write(folder, home, port, () => bundle);
        return token;
    }

    /// <summary>Writes it for other roots, with the secret that it has, whatever lies there by now. Blocks. Any thread: one after the other.</summary>
    /// <param name="bundle">Those that are believed by then.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string folder, string home, int port, Func<TrustBundle> bundle)
    {
        lock (_writing)
            try
            {
                var token = new ApiToken(_secret, RootNames.Of(bundle()));
                OwnerFile.Write(Path.Combine(folder, FileName), token.Text);
                TryLeave(PathFor(home, port), token);
            }
            catch (UnauthorizedAccessException e)
            {
                throw new IOException($"the token of the API cannot be kept: {e.Message}", e);
            }
    }

    /// <summary>The token for the API at this address: the one that the environment names, else the one that a control node on this machine left.</summary>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="IOException">The file that is named cannot be read, or holds none.</exception>
    public static ApiToken? Find(Uri api, Func<string, string?> variable)
    {
        if (variable("ACTORMESH_TOKEN_FILE") is { Length: > 0 } named) return Named(named);
        var path = PathFor(StateHome.Of(variable), api.Port);
        return api.IsLoopback && File.Exists(path) ? TryRead(path) : null;
    }

    /// <summary>The one of a control node's state folder; null when there is none.</summary>
    public static ApiToken? In(string folder) => Path.Combine(folder, FileName) is var path && File.Exists(path) ? TryRead(path) : null;

    /// <summary>Where nobody is asked for one: whoever found it would look for a node that proves who it is.</summary>
    public static void Drop(string folder, string home, int port)
    {
        foreach (var path in new[] { Path.Combine(folder, FileName), PathFor(home, port) })
            try
            {
                File.Delete(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // There is none, or it is somebody else's.
            }
    }

    /// <summary>Where there is no home that can be written to, as in a container, commands are told where the token lies.</summary>
    private static void TryLeave(string path, ApiToken token)
    {
        try
        {
            OwnerFile.Write(path, token.Text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // ACTORMESH_TOKEN_FILE names the other one.
        }
    }

    private static ApiToken Named(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new IOException($"ACTORMESH_TOKEN_FILE: {path}: {e.Message}", e);
        }
    }

    private static ApiToken? TryRead(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private static string PathFor(string home, int port) => Path.Combine(home, "api-tokens", $"{port}");
}
