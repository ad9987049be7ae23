using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Kubernetes;
using ActorMesh.Hocon.Importing.Sources;
using ActorMesh.Hocon.Mesh.Schema;

namespace ActorMesh.Hocon.Importing.Istio;

/// <summary>
/// Reads the rules of one AuthorizationPolicy. One with a condition that has no counterpart is left out whole: without the condition it would allow
/// more, or deny more, than is meant.
/// </summary>
/// <param name="services">That the policy is about.</param>
internal sealed class AuthorizationRuleReader(HostTable hosts, ImportNotes notes, IReadOnlyList<ServiceDraft> services, bool isDenied)
{
    private static readonly string[] SourceKeys =
    [
        "notPrincipals", "requestPrincipals", "notRequestPrincipals", "namespaces", "notNamespaces", "serviceAccounts", "notServiceAccounts",
        "ipBlocks", "notIpBlocks", "remoteIpBlocks", "notRemoteIpBlocks", "trustDomains", "notTrustDomains",
    ];

    private static readonly string[] OperationKeys = ["notHosts", "notPorts", "notMethods", "notPaths"];

    /// <returns>One for each operation; none where it is left out.</returns>
    public IReadOnlyList<RequestRule> Read(Fields rule)
    {
        var isWhole = !rule.Has("when");
        if (!isWhole) Leave(rule, "when", "a rule names callers, methods, paths, hosts and ports");
        if (IsAboutMissingTokens(rule)) return []; // Those are refused wherever an issuer is named.
        var from = Callers(rule, ref isWhole);
        List<RequestRule> rules = [];
        foreach (var what in rule.Objects("to").Select(item => item.Object("operation")).OfType<Fields>()) rules.Add(Operation(what, from, ref isWhole));
        if (!rule.Has("to")) rules.Add(new RequestRule(from, [], [], [], []));
        if (!isWhole) return [];
        if (!isDenied) NoteStrangers(rule);
        return rules;
    }

    /// <summary>There, the principal <c>*</c> is whoever has a certificate; here it is anybody, where nobody needs one.</summary>
    private void NoteStrangers(Fields rule)
    {
        if (services.All(service => (service.Policies.At("mtls.mode") ?? hosts.Mesh.Defaults.At("mtls.mode")) is DraftWord { Word: "strict" })) return;
        foreach (var who in rule.Objects("from").Select(item => item.Object("source")).OfType<Fields>().Where(who => who.Texts("principals").Contains("*", StringComparer.Ordinal)))
            notes.LetsInMore(who.At("principals"), "`*` is every caller with a certificate, and here everybody: also those without one", "write mtls.mode = strict");
    }

    private RequestRule Operation(Fields what, IReadOnlyList<string> from, ref bool isWhole)
    {
        isWhole &= IsFree(what, OperationKeys);
        List<string> paths = [], texts = [];
        List<int> ports = [];
        foreach (var path in what.Texts("paths"))
            if (path == "*" || (path.StartsWith('/') && path.IndexOf('*', StringComparison.Ordinal) is var star && (star < 0 || star == path.Length - 1))) paths.Add(path);
            else isWhole = Leave(what, "paths", $"a path is written exactly or up to a final *, and {Reading.Quoted.Of(path)} is neither");
        foreach (var host in what.Texts("hosts").Select(host => host.EndsWith(":*", StringComparison.Ordinal) ? host[..^2] : host))
            if (host == "*" || TextForms.Find("host-pattern")!.Check(host) is null) texts.Add(host);
            else isWhole = Leave(what, "hosts", $"{Reading.Quoted.Of(host)} is no host, and none up to a * at one end");
        foreach (var text in what.Texts("ports"))
            if (int.TryParse(text, out var port) && port is > 0 and <= 65535) ports.Add(port);
            else isWhole = Leave(what, "ports", $"{Reading.Quoted.Of(text)} is no port");
        return new RequestRule(from, AnyOr(what.Texts("methods")), AnyOr(paths), AnyOr(texts), ports);
    }

    private static IReadOnlyList<string> AnyOr(IReadOnlyList<string> texts) => texts.Contains("*", StringComparer.Ordinal) ? [] : texts;

    /// <returns>Empty: everybody.</returns>
    private List<string> Callers(Fields rule, ref bool isWhole)
    {
        List<string> names = [];
        var isAnyone = !rule.Has("from");
        foreach (var who in rule.Objects("from").Select(item => item.Object("source")).OfType<Fields>())
        {
            // Whoever has no token is refused anyhow.
            if (!isDenied && IsAnyToken(who, "requestPrincipals")) isAnyone |= !who.Has("principals");
            else isWhole &= IsFree(who, ["requestPrincipals"]);
            isWhole &= IsFree(who, [.. SourceKeys.Except(["requestPrincipals"])]);
            foreach (var principal in who.Texts("principals"))
            {
                isAnyone |= principal == "*";
                if (principal != "*" && Caller(principal, who) is { } name && !names.Contains(name, StringComparer.Ordinal)) names.Add(name);
            }
        }

        if (isAnyone) return [];
        isWhole &= names.Count > 0;
        return names;
    }

    /// <summary>Whether a rule denies those who carry no token, and nobody else.</summary>
    private bool IsAboutMissingTokens(Fields rule) =>
        isDenied && !rule.Has("when") && !rule.Has("to") && rule.Objects("from") is { Count: > 0 } from
        && from.All(item => item.Object("source") is { } who && who.Keys.All(key => key == "notRequestPrincipals") && IsAnyToken(who, "notRequestPrincipals"));

    /// <summary>Whether that is any token of the issuer that the services name.</summary>
    private bool IsAnyToken(Fields who, string key) => who.Has(key) && services.Count > 0 && who.Texts(key).All(
        text => services.All(service => service.Policies.At("authz.jwt-issuer") is DraftText { Text: var issuer } && (text == "*" || text == $"{issuer}/*")));

    private bool IsFree(Fields fields, string[] uncarried)
    {
        var isFree = true;
        foreach (var key in uncarried.Where(fields.Has)) isFree = Leave(fields, key, $"rules have no counterpart of {key}");
        return isFree;
    }

    /// <returns>False: the rule is not whole.</returns>
    private bool Leave(Fields fields, string key, string why)
    {
        fields.Ignore(key);
        if (isDenied) notes.LetsInMore(fields.At(key), $"{why}; this rule is left out, and what it denies is not denied", "write what is to be denied in authz.deny-rules");
        else notes.NotCarried(fields.At(key), $"{why}; this rule is left out, since without it more would be allowed");
        return false;
    }

    private string? Caller(string principal, Fields who)
    {
        var account = principal[(principal.LastIndexOf('/') + 1)..];
        var space = principal.Split('/') is [_, "ns", { } name, ..] ? name : null;
        if (hosts.Find(account, space) is { } service) return service.Name;
        var why = $"no service that was read is called like the account {Reading.Quoted.Of(account)}";
        if (isDenied) notes.LetsInMore(who.At("principals"), why, "add the caller to authz.deny-rules");
        else notes.NotCarried(who.At("principals"), why, "add the caller to authz.allow-from");
        return null;
    }
}
