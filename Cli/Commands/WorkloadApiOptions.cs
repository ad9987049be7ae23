using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ActorMesh.Cli.Spiffe;

namespace ActorMesh.Cli.Commands;

/// <summary>Where applications beside a sidecar ask who they are, and who may.</summary>
internal sealed class WorkloadApiOptions
{
    private const string Nowhere = "none";
    private const string SocketVariable = "ACTORMESH_WORKLOAD_SOCKET";
    private const string UsersVariable = "ACTORMESH_WORKLOAD_UIDS";

    private readonly Option<string> _socket = new("--workload-socket")
    {
        Description = $"With --xds or --join: Unix socket of the SPIFFE Workload API and of SDS, or {Nowhere}. Default: ${SocketVariable}, or workload.sock in the state folder.", HelpName = "PATH",
    };

    private readonly Option<string> _users = new("--workload-uids")
    {
        Description = $"With --xds or --join: users who may ask there, besides the sidecar's own. The group of the folder has to let them in. Default: ${UsersVariable}, or nobody.",
        HelpName = "UID[,...]",
    };

    public WorkloadApiOptions() => _users.Validators.Add(result =>
    {
        if (result.Tokens is [{ Value: var text }] && UsersOf(text) is null) result.AddError($"{_users.Name}: '{text}' is no number of a user, or several with commas between");
    });

    public IEnumerable<Option> All => [_socket, _users];

    /// <param name="stateFolder">Null for none.</param>
    /// <returns>Null for nowhere.</returns>
    /// <exception cref="IOException">A value in the environment is none.</exception>
    public WorkloadApiSettings? Of(ParseResult parsed, string? stateFolder)
    {
        var asked = parsed.GetValue(_socket) ?? Variable(SocketVariable);
        if (asked == Nowhere || (asked is null && stateFolder is null)) return null;
        var users = parsed.GetValue(_users) ?? Variable(UsersVariable) ?? "";
        return new WorkloadApiSettings(asked ?? WorkloadApiSettings.PathIn(stateFolder!), UsersOf(users) ?? throw new IOException($"{UsersVariable}: '{users}' is no number of a user, or several with commas between"))
        {
            IsAskedFor = asked is not null,
        };
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static List<uint>? UsersOf(string text)
    {
        List<uint> users = [];
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!uint.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var user)) return null;
            users.Add(user);
        }
        return users;
    }
}
