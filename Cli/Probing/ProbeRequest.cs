using ActorMesh.Hocon.Mesh;
using System.Text;

namespace ActorMesh.Cli.Probing;

/// <summary>A request that somebody asks about.</summary>
/// <param name="From">A service, or <see cref="Ingress"/>.</param>
/// <param name="Path">With its query, if any.</param>
internal sealed record ProbeRequest(string From, string To, string Method, string Path, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>Stands for clients outside the mesh.</summary>
    public const string Ingress = Callers.Ingress;

    /// <summary>The host that a header names; null when none does.</summary>
    public string? Host => Headers.FirstOrDefault(header => header.Key.Equals("host", StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The head as it would be sent to <paramref name="host"/>, unless a header says where.</summary>
    public string Head(string host)
    {
        var text = new StringBuilder($"{Method} {Path} HTTP/1.1\r\n");
        if (Host is null) text.Append("host: ").Append(host).Append("\r\n");
        foreach (var (name, value) in Headers) text.Append(name).Append(": ").Append(value).Append("\r\n");
        return text.Append("\r\n").ToString();
    }
}
