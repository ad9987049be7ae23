using System.Globalization;
using System.Net;
using ActorMesh.ControlPlane.Identity.Sealing;
using ActorMesh.Hocon.Mesh.Values;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Control.Settings;

/// <summary>Finds the settings of a control node: a flag comes before the environment, that before the file, that before what is built in.</summary>
/// <param name="flag">What a key has on the command line; null for nothing.</param>
/// <param name="variable">What a variable of the environment holds; null for nothing.</param>
internal sealed class ControlOptionsReader(Func<string, string?> flag, Func<string, string?> variable, ControlFile file)
{
    public const string ClusterUsual = "127.0.0.1:25520", XdsUsual = "127.0.0.1:15010", ApiUsual = "127.0.0.1:15014";

    private const int PortOffsetMax = Commands.SidecarSourceOptions.PortOffsetMax;

    private readonly List<string> _problems = [];

    /// <param name="machine">The name of this machine.</param>
    /// <param name="home">Where state goes that nobody has placed.</param>
    /// <param name="problems">One line each: where it was written, what is wrong, what to write.</param>
    /// <returns>Null when there are problems.</returns>
    public ControlOptions? Read(string machine, string home, out IReadOnlyList<string> problems)
    {
        var (host, port) = HostPort(ControlKey.Cluster, ClusterUsual);
        var name = NodeName($"{machine}-{port}");
        var state = Find(ControlKey.State)?.Text ?? Path.Combine(home, name);
        var options = new ControlOptions(
            name, host, port, Host(ControlKey.Advertise), Seeds(),
            EndPoint(ControlKey.Xds, XdsUsual), EndPoint(ControlKey.Api, ApiUsual),
            Find(ControlKey.Journal)?.Text ?? Path.Combine(state, "journal.db"),
            MeshFile(), LocalOffset(), state) 
        {
            IsInsecure = Find(ControlKey.Insecure) is { } insecure && Switch(insecure),
            Sealing = new SealingSource(
                Find(ControlKey.SealingKeyFile)?.Text, NotEmpty(SealingSource.KeyVariable), NotEmpty(SealingSource.PassphraseVariable), Path.Combine(state, "sealing.key")),
        };
        if (options.IsInsecure)
            foreach (var open in options.BeyondLoopback()) _problems.Add($"{open}: {ControlKey.Flag(ControlKey.Insecure)} lets everybody in who reaches it, so it listens on loopback only; write 127.0.0.1, or leave {ControlKey.Flag(ControlKey.Insecure)} out");
        problems = _problems;
        return _problems.Count == 0 ? options : null;
    }

    private string? NotEmpty(string name) => variable(name) is { Length: > 0 } value ? value : null;

    private WrittenSetting? Find(string key)
    {
        if (flag(key) is { } typed) return new WrittenSetting(typed, ControlKey.Flag(key));
        if (variable(ControlKey.Variable(key)) is { Length: > 0 } set) return new WrittenSetting(set, ControlKey.Variable(key));
        return file.Settings.GetValueOrDefault(key);
    }

    private void Refuse(WrittenSetting setting, string problem) => _problems.Add($"{setting.Origin}: {Quoted.Of(setting.Text)} {problem}");

    private (string Host, int Port) HostPort(string key, string usual)
    {
        var setting = Find(key) ?? new WrittenSetting(usual, key);
        if (TryHostPort(setting.Text, out var host, out var port)) return (host, port);
        Refuse(setting, "is no address; write HOST:PORT, as in 127.0.0.1:25520");
        return ("", 0);
    }

    private IPEndPoint EndPoint(string key, string usual)
    {
        var setting = Find(key) ?? new WrittenSetting(usual, key);
        if (TryHostPort(setting.Text, out var host, out var port) && Address(host) is { } address) return new IPEndPoint(address, port);
        Refuse(setting, $"is no address to listen on; write IP:PORT, as in {usual}, or 0.0.0.0:PORT for all networks");
        return new IPEndPoint(IPAddress.Loopback, 0);
    }

    private string? Host(string key)
    {
        if (Find(key) is not { } setting) return null;
        if (HostAndPort.TryParse(setting.Text, out var host, out var port) && port is null) return host;
        Refuse(setting, "is no host; write a name or an IP address without a port");
        return null;
    }

    private string[] Seeds()
    {
        if (Find(ControlKey.Join) is not { } setting) return [];
        var seeds = setting.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var seed in seeds)
            if (!HostAndPort.TryParse(seed, out _, out var port) || port is null) Refuse(setting with { Text = seed }, "is no address; write HOST:PORT, several parted by commas");
        return seeds;
    }

    private string NodeName(string usual)
    {
        if (Find(ControlKey.Name) is not { } setting) return usual;
        if (setting.Text.Length is > 0 and <= 63 && setting.Text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_') && setting.Text.Any(char.IsAsciiLetterOrDigit)) return setting.Text;
        Refuse(setting, "is no name; write 1 to 63 letters, digits, dots, dashes and underscores");
        return usual;
    }

    private string? MeshFile()
    {
        if (Find(ControlKey.Mesh) is not { } setting) return null;
        if (!File.Exists(setting.Text)) Refuse(setting, "is not there; name a mesh file");
        return setting.Text;
    }

    private int? LocalOffset()
    {
        var local = Find(ControlKey.Local) is { } setting && Switch(setting);
        var offset = 0;
        if (Find(ControlKey.PortOffset) is { } written)
        {
            if (!int.TryParse(written.Text, NumberStyles.None, CultureInfo.InvariantCulture, out offset) || offset > PortOffsetMax)
                Refuse(written, $"is not a whole number from 0 to {PortOffsetMax}");
            if (!local) Refuse(written, "goes with local: all services on this machine");
        }
        return local ? offset : null;
    }

    private bool Switch(WrittenSetting setting)
    {
        if (setting.Text is "on" or "true" or "yes" or "1") return true;
        if (setting.Text is not ("off" or "false" or "no" or "0")) Refuse(setting, "is neither on nor off");
        return false;
    }

    // Any port that is free is asked for by 0.
    private static bool TryHostPort(string text, out string host, out int port)
    {
        const string AnyPort = ":0";
        var isAny = text.EndsWith(AnyPort, StringComparison.Ordinal);
        if (!HostAndPort.TryParse(isAny ? text[..^AnyPort.Length] : text, out host, out var written) || (written is null && !isAny))
        {
            port = 0;
            return false;
        }
        port = isAny ? 0 : written!.Value;
        return true;
    }

    private static IPAddress? Address(string host) =>
        host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(host, out var address) ? address : null;
}
