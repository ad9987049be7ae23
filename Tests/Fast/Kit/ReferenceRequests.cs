using System.Globalization;
using System.Text.RegularExpressions;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>
/// A second reading of RFC 9112 and of our stricter rules, as short as can be and sharing nothing with the product: regular expressions over a
/// whole text. Slow, and blind to limits.
/// </summary>
internal static partial class ReferenceRequests
{
    /// <summary>The whole messages at the start of the text, and whether what follows them is refused (else it is empty or unfinished).</summary>
    public static (IReadOnlyList<Told> Messages, bool IsRefused) Read(string text)
    {
        var messages = new List<Told>();
        while (text.Length > 0)
        {
            if (text.StartsWith("\r\n", StringComparison.Ordinal)) text = text[2..];
            if (text.StartsWith("\r\n", StringComparison.Ordinal)) return (messages, true);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0) return (messages, false);
            if (ReadHead(text[..(end + 2)]) is not { } head) return (messages, true);
            text = text[(end + 4)..];
            switch (ReadBody(head, ref text, out var body))
            {
                case null: return (messages, false);
                case false: return (messages, true);
            }

            messages.Add(new Told(Describe(head), body, IsWhole: true));
        }

        return (messages, false);
    }

    private static Head? ReadHead(string text)
    {
        var match = HeadSyntax().Match(text);
        if (!match.Success) return null;
        var fields = match.Groups["field"].Captures.Select(line => (Name: line.Value[..line.Value.IndexOf(':')], Value: line.Value[(line.Value.IndexOf(':') + 1)..].Trim(' ', '\t'))).ToList();
        string[] All(string name) => [.. fields.Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value)];
        var (method, target, minor) = (match.Groups["method"].Value, match.Groups["target"].Value, match.Groups["minor"].Value);
        var (lengths, encodings, hosts, expects) = (All("content-length"), All("transfer-encoding"), All("host"), All("expect"));
        var connection = All("connection").SelectMany(list => list.Split(',')).Select(option => option.Trim(' ', '\t').ToLowerInvariant()).Where(option => option.Length > 0).ToList();

        if (lengths.Length > 1 || lengths.Any(length => !Digits().IsMatch(length))) return null;
        if (encodings.Length > 1 || encodings.Any(encoding => !encoding.Equals("chunked", StringComparison.OrdinalIgnoreCase))) return null;
        if (lengths.Length + encodings.Length > 1 || (encodings.Length > 0 && minor == "0")) return null;
        if (connection.Any(option => !TokenSyntax().IsMatch(option) || option is "host" or "content-length" or "transfer-encoding")) return null;
        if (hosts.Length > 1 || (hosts.Length == 0 && minor == "1") || hosts.Any(host => !HostSyntax().IsMatch(host))) return null;
        if (expects.Any(expect => !expect.Equals("100-continue", StringComparison.OrdinalIgnoreCase))) return null;
        if (method == "CONNECT" && lengths.Length + encodings.Length > 0) return null;
        if (ReadTarget(method, target, hosts.FirstOrDefault()) is not { } where) return null;
        var (stays, close) = (connection.Contains("keep-alive"), connection.Contains("close"));
        var length = lengths.Length > 0 ? long.Parse(lengths[0], CultureInfo.InvariantCulture) : 0;
        return new Head($"{method} {where.Target} 1.{minor} @{where.Authority}", encodings.Length > 0, length, !close && (minor == "1" || stays), expects.Length > 0 && minor == "1",
            connection.Contains("upgrade") && All("upgrade").Length > 0 && minor == "1", fields);
    }

    private static (string Target, string Authority)? ReadTarget(string method, string target, string? host)
    {
        bool IsHost(string other) => host is null || other.Equals(host, StringComparison.OrdinalIgnoreCase);
        if (method == "CONNECT")
        {
            var colon = target.LastIndexOf(':');
            if (!HostSyntax().IsMatch(target) || colon < 0 || !ushort.TryParse(target[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0) return null;
            return IsHost(target) || IsHost(target[..colon]) ? (target, target) : null;
        }

        if (target[0] == '/') return (target, host ?? "");
        if (target == "*") return method == "OPTIONS" ? ("*", host ?? "") : null;
        var absolute = AbsoluteSyntax().Match(target);
        if (!absolute.Success || !HostSyntax().IsMatch(absolute.Groups["host"].Value) || !IsHost(absolute.Groups["host"].Value)) return null;
        var rest = absolute.Groups["rest"].Value;
        return (rest.Length == 0 ? (method == "OPTIONS" ? "*" : "/") : rest[0] == '/' ? rest : "/" + rest, absolute.Groups["host"].Value);
    }

    /// <returns>True for a whole body, false for a bad one, null for one that is not all there.</returns>
    private static bool? ReadBody(Head head, ref string text, out string body)
    {
        body = "";
        if (!head.IsChunked)
        {
            if (text.Length < head.Length) return null;
            (body, text) = (text[..(int)head.Length], text[(int)head.Length..]);
            return true;
        }

        while (true)
        {
            var end = text.IndexOf("\r\n", StringComparison.Ordinal);
            if (end < 0) return null;
            var line = ChunkLine().Match(text[..end]);
            if (!line.Success || !long.TryParse(line.Groups["size"].Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) || size < 0) return false;
            text = text[(end + 2)..];
            if (size == 0) return ReadTrailers(ref text);
            if (text.Length < size + 2) return null;
            if (text.AsSpan((int)size, 2) is not "\r\n") return false;
            body += text[..(int)size];
            text = text[((int)size + 2)..];
        }
    }

    private static bool? ReadTrailers(ref string text)
    {
        var end = text.StartsWith("\r\n", StringComparison.Ordinal) ? 0 : text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 2;
        if (end == 1) return null;
        if (!TrailerSyntax().IsMatch(text[..end])) return false;
        text = text[(end + 2)..];
        return true;
    }

    private static string Describe(Head head) =>
        head.Line + (head.IsChunked ? " Chunked" : head.Length > 0 ? $" length={head.Length}" : "") + (head.KeepAlive ? " keep" : "")
        + (head.Expects && (head.IsChunked || head.Length > 0) ? " expects" : "") + (head.Upgrades && !head.IsChunked && head.Length == 0 ? " upgrades" : "")
        + string.Concat(head.Fields.Select(field => $"\n{field.Name}: {field.Value}"));

    [GeneratedRegex(@"\A(?<method>[!#$%&'*+\-.^_`|~0-9A-Za-z]+) (?<target>[!""$-~]+) HTTP/1\.(?<minor>[01])\r\n((?<field>[!#$%&'*+\-.^_`|~0-9A-Za-z]+:[\t -~\x80-\xff]*)\r\n)*\z")]
    private static partial Regex HeadSyntax();

    [GeneratedRegex(@"\A(?!\.|.*\.\.)(\[(?=[^\]]*:[^\]]*:)(?!([^\]]*:){9})[0-9a-fA-F:.]+\]|[!$&'()*+;=\-._~0-9A-Za-z]+)(:[0-9]{1,5})?\z")]
    private static partial Regex HostSyntax();

    [GeneratedRegex(@"\A[!#$%&'*+\-.^_`|~0-9A-Za-z]+\z")]
    private static partial Regex TokenSyntax();

    [GeneratedRegex(@"\A[0-9]{1,18}\z")]
    private static partial Regex Digits();

    [GeneratedRegex(@"\A[hH][tT][tT][pP][sS]?://(?<host>[^/?]+)(?<rest>.*)\z")]
    private static partial Regex AbsoluteSyntax();

    [GeneratedRegex(@"\A(?<size>[0-9A-Fa-f]{1,16})(;[\t -~\x80-\xff]*)?\z")]
    private static partial Regex ChunkLine();

    [GeneratedRegex(@"\A([!#$%&'*+\-.^_`|~0-9A-Za-z]+:[\t -~\x80-\xff]*\r\n)*\z")]
    private static partial Regex TrailerSyntax();

    private sealed record Head(string Line, bool IsChunked, long Length, bool KeepAlive, bool Expects, bool Upgrades, IReadOnlyList<(string Name, string Value)> Fields);
}
