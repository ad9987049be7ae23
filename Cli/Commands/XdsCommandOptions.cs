using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using ActorMesh.Cli.Sidecars;

namespace ActorMesh.Cli.Commands;

/// <summary>Options of a sidecar that follows a control plane by xDS. What is not given is looked for in the environment, for containers.</summary>
internal sealed class XdsCommandOptions
{
    private const string ServersVariable = "ACTORMESH_XDS";
    private const string ServiceVariable = "ACTORMESH_SERVICE";
    private const string TokenVariable = "ACTORMESH_TOKEN_FILE";

    private readonly Option<string> _servers = new("--xds")
    {
        Description = $"Control plane to follow, ours or any that speaks xDS v3. Default: ${ServersVariable}.", HelpName = "HOST:PORT[,...]",
        Validators = { result => Check(result, text => ServersOf(text).All(IsHostAndPort), "is not HOST:PORT, or several with commas between") },
    };

    private readonly Option<string> _nodeId = new("--node-id")
    {
        Description = "With --xds or --join: what tells this sidecar from all others. Default: $ACTORMESH_NODE_ID, or SERVICE-HOST.", HelpName = "ID",
    };

    private readonly Option<string> _zone = new("--zone") { Description = "With --xds or --join: where it runs. Default: $ACTORMESH_ZONE.", HelpName = "ZONE" };

    private readonly Option<string> _admin = new("--admin")
    {
        Description = "With --xds or --join: where the admin API listens, on loopback. Default: $ACTORMESH_ADMIN, or 127.0.0.1:15000.", HelpName = "HOST:PORT",
        Validators = { result => Check(result, text => AddressOf(text) is { } address && IPAddress.IsLoopback(address.Address), "is no address and port on loopback") },
    };

    private readonly Option<string> _advertise = new("--advertise")
    {
        Description = "With --xds or --join: where callers find the service that runs beside this sidecar. Default: $ACTORMESH_ADVERTISE, or nowhere.", HelpName = "IP:PORT",
        Validators = { result => Check(result, text => AddressOf(text) is { Port: > 0 }, "is no IP address with a port") },
    };

    private readonly Option<bool> _delta = new("--delta") { Description = "With --xds: asks for differences in place of the state of the world." };

    private readonly Option<string> _state = new("--state")
    {
        Description = "Folder where what runs is kept for a start without a control plane. Default: $ACTORMESH_STATE, or one under ~/.local/state.", HelpName = "DIR",
    };

    private readonly Option<string> _token = new("--token-file")
    {
        Description = $"With --xds or --join: file with the token that lets this sidecar in, deleted once it was used. Default: ${TokenVariable}.", HelpName = "PATH",
    };

    private readonly WorkloadApiOptions _workloads = new();

    private readonly Option<bool> _insecure = InsecureOption.Create("Sidecars and control nodes prove nothing to each other and speak in plain text. For one machine, and for foreign xDS servers.");

    /// <summary>What <see cref="Identity"/> is made of.</summary>
    private IEnumerable<Option> OfNode => [_nodeId, _zone, _admin, _advertise, _token, .. _workloads.All];

    public IEnumerable<Option> All => [_servers, .. OfNode, _delta, _state, _insecure];

    /// <summary>Whether a control plane is named on the command line.</summary>
    public bool IsGiven(Func<Option, bool> has) => has(_servers);

    /// <summary>The first that goes only with a control plane; null when none is given.</summary>
    public Option? Stray(Func<Option, bool> has) => OfNode.Append(_delta).FirstOrDefault(has);

    /// <summary>Whether it was asked for differences.</summary>
    public bool IsDelta(Func<Option, bool> has) => has(_delta);

    /// <summary>Whether nobody is asked who they are.</summary>
    public bool IsInsecure(ParseResult parsed) => parsed.GetValue(_insecure);

    /// <inheritdoc cref="IsInsecure(ParseResult)"/>
    public bool IsInsecure(Func<Option, bool> has) => has(_insecure);

    /// <summary>Whether it was said where applications ask who they are, or who may.</summary>
    public bool AsksForApplications(Func<Option, bool> has) => _workloads.All.Any(has);

    /// <summary>Whether the environment names a control plane.</summary>
    public static bool IsInEnvironment => Variable(ServersVariable) is not null;

    /// <summary>Whether the environment says which service to run for.</summary>
    public static bool HasService => Variable(ServiceVariable) is not null;

    /// <summary>The folder for what runs, where one is named.</summary>
    public string? StateFolderOf(ParseResult parsed) => parsed.GetValue(_state) ?? Variable("ACTORMESH_STATE");

    /// <exception cref="IOException">A value in the environment is none.</exception>
    public XdsOptions Of(ParseResult parsed, string? service) =>
        new(ServersOf(parsed.GetValue(_servers) ?? Variable(ServersVariable) ?? ""), Identity(parsed, service)) { IsDelta = parsed.GetValue(_delta) };

    /// <summary>Who a sidecar is, whichever control plane it gets its configuration from.</summary>
    /// <exception cref="IOException">A value in the environment is none.</exception>
    public SidecarIdentity Identity(ParseResult parsed, string? service)
    {
        var name = service ?? Variable(ServiceVariable) ?? "";
        var nodeId = parsed.GetValue(_nodeId) ?? Variable("ACTORMESH_NODE_ID") ?? $"{name}-{Environment.MachineName}";
        var state = StateFolderOf(parsed) ?? StateFolder.Of(nodeId);
        var self = new SidecarIdentity(name, nodeId)
        {
            Zone = parsed.GetValue(_zone) ?? Variable("ACTORMESH_ZONE"),
            Advertised = Address(parsed.GetValue(_advertise), "ACTORMESH_ADVERTISE"),
            StateFolder = state,
            WorkloadApi = _workloads.Of(parsed, state),
            TokenFile = parsed.GetValue(_token) ?? Variable(TokenVariable),
            IsInsecure = parsed.GetValue(_insecure),
        };
        return Address(parsed.GetValue(_admin), "ACTORMESH_ADMIN") is { } admin ? self with { Admin = admin } : self;
    }

    private static IPEndPoint? Address(string? given, string variable)
    {
        if ((given ?? Variable(variable)) is not { } text) return null;
        return AddressOf(text) ?? throw new IOException($"{variable}: '{text}' is no IP address with a port");
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static string[] ServersOf(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static IPEndPoint? AddressOf(string text) => IsHostAndPort(text) && IPEndPoint.TryParse(text, out var address) ? address : null;

    private static bool IsHostAndPort(string text) =>
        Uri.TryCreate($"http://{text}", UriKind.Absolute, out var uri) && text.LastIndexOf(':') is > 0 and var colon
        && int.TryParse(text.AsSpan(colon + 1), out _) && uri.PathAndQuery == "/" && !text.EndsWith('/');

    private static void Check(OptionResult result, Func<string, bool> isGood, string problem)
    {
        if (result.Tokens is [{ Value: var text }] && (text.Length == 0 || !isGood(text))) result.AddError($"{result.Option.Name}: '{text}' {problem}");
    }
}
