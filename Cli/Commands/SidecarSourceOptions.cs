using System.CommandLine;
using System.CommandLine.Parsing;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Sidecars;
using ActorMesh.Cli.Sidecars.Joining;
using ActorMesh.Hocon.Compiling;

namespace ActorMesh.Cli.Commands;

/// <summary>What a sidecar runs from: an Envoy bootstrap as it stands, a mesh file compiled for one of its services, or a control plane.</summary>
internal sealed class SidecarSourceOptions
{
    private readonly Option<FileInfo> _envoy = new("--envoy")
    {
        Description = "Envoy v3 bootstrap, YAML or JSON. Reloaded when it changes and on SIGHUP.", HelpName = "FILE",
    };

    private readonly Option<bool> _lenient = new("--lenient")
    {
        Description = "With --envoy: warn of fields that ActorMesh does not run instead of refusing the file. Those that secure or narrow are refused all the same.",
    };

    private readonly Option<FileInfo> _mesh = new("--mesh") { Description = "Mesh file. Reloaded when it changes and on SIGHUP.", HelpName = "FILE" };

    private readonly Option<string> _service = new("--service") { Description = "With --mesh, --xds or --join: the service to run for.", HelpName = "NAME" };

    private readonly Option<bool> _local = new("--local") { Description = "With --mesh: all services are on this machine, as actormesh up has them." };

    private readonly Option<int?> _portOffset = NumberOption.Create("--port-offset", 0, PortOffsetMax, "With --local: added to every port. Default 0.");

    private readonly Option<DirectoryInfo> _identity = new("--identity-dir")
    {
        Description = "With --mesh or --envoy: folder with svid.pem, key.pem and bundle.pem, which something else issues and renews.", HelpName = "DIR",
    };

    private readonly XdsCommandOptions _xds = new();

    private readonly JoinCommandOptions _join = new();

    public SidecarSourceOptions()
    {
        _envoy.AcceptExistingOnly();
        _mesh.AcceptExistingOnly();
    }

    /// <summary>Leaves room for what is added to the ports of a mesh by itself.</summary>
    public const int PortOffsetMax = 40_000;

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _envoy, _lenient, _mesh, _service, _local, _portOffset, _identity }.Concat(_xds.All).Concat(_join.All)) command.Add(option);
        command.Validators.Add(Validate);
    }

    /// <param name="parsed">Without errors.</param>
    public IConfigurationSource Of(ParseResult parsed, TimeProvider clock)
    {
        if (_join.IsGiven(parsed)) return new JoinSource(_join.Of(parsed, _xds.Identity(parsed, parsed.GetValue(_service))), clock);
        var identity = parsed.GetValue(_identity)?.FullName;
        if (Path(parsed, _envoy) is { } bootstrap) return new EnvoyFile(bootstrap, parsed.GetValue(_lenient), _xds.StateFolderOf(parsed), identity);
        if (Path(parsed, _mesh) is null) return new XdsSource(_xds.Of(parsed, parsed.GetValue(_service)));
        var offset = parsed.GetValue(_portOffset) ?? 0;
        return new MeshFile(
            Path(parsed, _mesh)!, parsed.GetValue(_service)!,
            parsed.GetValue(_local) ? mesh => Placement.OnOneMachine(mesh, offset) : Placement.AsWritten)
        {
            IdentityFolder = identity, IsInsecure = _xds.IsInsecure(parsed),
        };
    }

    // As it was typed: diagnostics repeat it, and editors jump to it.
    private static string? Path(ParseResult parsed, Option<FileInfo> option) => parsed.GetResult(option)?.Tokens[0].Value;

    private void Validate(CommandResult result)
    {
        if (Problem(option => result.GetResult(option) is not null) is { } problem) result.AddError(problem);
    }

    private string? Problem(Func<Option, bool> has)
    {
        if (new[] { has(_envoy), has(_mesh), _xds.IsGiven(has), _join.IsGiven(has) }.Count(given => given) > 1)
            return "--envoy, --mesh, --xds and --join exclude each other: a sidecar runs from one of them";
        if (!_join.IsGiven(has) && _join.Stray(has) is { } stranger) return $"{stranger.Name} goes with --join";
        if (_join.IsGiven(has) && _xds.IsDelta(has)) return "--delta goes with --xds";
        var followed = !has(_envoy) && !has(_mesh) && (_xds.IsGiven(has) || _join.IsGiven(has) || XdsCommandOptions.IsInEnvironment);
        if (!has(_envoy) && !has(_mesh) && !followed)
            return "name what to run: --envoy FILE, --mesh FILE with --service NAME, or --xds (or --join) HOST:PORT with --service NAME";
        if (has(_mesh) && !has(_service)) return "--mesh needs --service NAME: a sidecar runs for one of the services";
        if (followed && !has(_service) && !XdsCommandOptions.HasService) return "--xds and --join need --service NAME: a sidecar runs for one of the services";
        if (!followed && _xds.Stray(has) is { } stray) return $"{stray.Name} goes with --xds or --join";
        if (_xds.AsksForApplications(has) && _xds.IsInsecure(has)) return "--workload-socket and --workload-uids go with identities, which --insecure-dev does without";
        if (followed && has(_identity)) return "--identity-dir goes with --mesh or --envoy: a control plane issues identities itself";
        if (followed && (has(_lenient) || has(_local))) return "--lenient goes with --envoy, --local with --mesh";
        if (has(_mesh) && has(_lenient)) return "--lenient goes with --envoy; a mesh file is always read strictly";
        if (has(_portOffset) && !has(_local)) return "--port-offset goes with --local";
        return has(_envoy) && (has(_service) || has(_local)) ? "--service and --local go with --mesh" : null;
    }
}
