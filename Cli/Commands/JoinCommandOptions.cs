using System.CommandLine;
using System.CommandLine.Parsing;
using ActorMesh.Cli.Sidecars;
using ActorMesh.Cli.Sidecars.Joining;
using ActorMesh.Runtime.Membership;

namespace ActorMesh.Cli.Commands;

/// <summary>Options of a sidecar that is a member of the cluster, and so trusted like a control node.</summary>
internal sealed class JoinCommandOptions
{
    private const int IssuerPort = 15010;

    private readonly Option<string> _seeds = new("--join")
    {
        Description = "Control nodes to join as a member of the cluster, which trusts it like one of them. For gateways and small fleets; --xds is the usual way.",
        HelpName = "HOST:PORT[,...]",
        Validators = { result => Check(result, text => _ = SeedsOf(text)) },
    };

    private readonly Option<string> _address = new("--join-address")
    {
        Description = "With --join: how the other members reach it. Default: the address that leads to them, and any free port.", HelpName = "HOST[:PORT]",
        Validators = { result => Check(result, text => _ = AddressOf(text)) },
    };

    private readonly Option<string> _issuers = new("--issuers")
    {
        Description = "With --join: where control nodes issue identities. Default: the same hosts at port 15010.", HelpName = "HOST:PORT[,...]",
    };

    private readonly Option<string> _memberToken = new("--member-token-file")
    {
        Description = "With --join: file with the token that lets it in as a member (actormesh token create --member), beside --token-file for its service.", HelpName = "PATH",
    };

    public IEnumerable<Option> All => [_seeds, _address, _issuers, _memberToken];

    public bool IsGiven(Func<Option, bool> has) => has(_seeds);

    /// <summary>The first that goes only with a cluster; null when none is given.</summary>
    public Option? Stray(Func<Option, bool> has) => new Option[] { _address, _issuers, _memberToken }.FirstOrDefault(has);

    /// <summary>Whether it was asked for.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_seeds) is not null;

    /// <param name="self">As whom.</param>
    public JoinOptions Of(ParseResult parsed, SidecarIdentity self) => new(SeedsOf(parsed.GetValue(_seeds)!), self)
    {
        Address = parsed.GetValue(_address) is { } address ? AddressOf(address) : null,
        Issuers = parsed.GetValue(_issuers)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [.. SeedsOf(parsed.GetValue(_seeds)!).Select(seed => $"{seed with { Port = IssuerPort }}")],
        MemberTokenFile = parsed.GetValue(_memberToken),
    };

    private static MemberAddress[] SeedsOf(string text) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(MemberAddress.Parse)];

    // A member that others join by needs a port that they know; this one does not.
    private static MemberAddress AddressOf(string text)
    {
        var address = MemberAddress.Parse(text);
        return text.EndsWith($":{address.Port}", StringComparison.Ordinal) ? address : address with { Port = 0 };
    }

    private static void Check(OptionResult result, Action<string> parse)
    {
        if (result.Tokens is not [{ Value: var text }]) return;
        try
        {
            parse(text);
        }
        catch (MemberException e)
        {
            result.AddError($"{result.Option.Name}: {e.Message}");
        }
    }
}
