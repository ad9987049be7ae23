namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>What was said on one stream of one type, and so what is to be said next. A new stream starts a new one.</summary>
internal sealed class DiscoveryDialect(ResourceLedger ledger, bool isDelta)
{
    /// <summary>Stands for the version of what came without one: no server has given it, and so each sends the resource again.</summary>
    private const string UnknownVersion = "unknown";

    private static readonly Dictionary<string, string> NothingKnown = [];

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private string _nonce = "";
    private string _version = "";
    private string? _problem;
    private bool _isAsked;

    /// <returns>The first question of a stream, or what follows from a change of the names; null when there is nothing to ask for.</returns>
    public DiscoveryQuestion? Ask()
    {
        if (ledger.IsWildcard) return _isAsked ? null : First();
        if (!_isAsked) return ledger.Wanted.Count == 0 ? null : First();
        if (!isDelta) return Question(Wanted(), [], problem: null);
        var (more, less) = (ledger.Wanted.Where(_told.Add).ToList(), _told.Except(ledger.Wanted).ToList());
        _told.ExceptWith(less);
        // A question of its own, not one that confirms: the nonce stays with the answer.
        return more.Count + less.Count == 0 ? null : Question(more, less, problem: null) with { Nonce = "" };
    }

    /// <summary>Says what became of an answer.</summary>
    /// <param name="problem">Why it is refused; null when it is not.</param>
    public DiscoveryQuestion Confirm(string nonce, string version, string? problem)
    {
        (_nonce, _version) = (nonce, version);
        return Say(problem);
    }

    /// <summary>What was said of the last answer may not be so any more.</summary>
    /// <returns>Null when there is nothing to say, or nobody to tell.</returns>
    public DiscoveryQuestion? Correct(string? problem) => _nonce.Length == 0 || problem == _problem ? null : Say(problem);

    private DiscoveryQuestion Say(string? problem)
    {
        _problem = problem;
        if (problem is null) ledger.Confirm(_version);
        return Question(isDelta ? [] : Wanted(), [], problem);
    }

    private DiscoveryQuestion First()
    {
        _isAsked = true;
        _told.UnionWith(ledger.Wanted);
        return Question(Wanted(), [], problem: null) with { Known = isDelta ? Known() : NothingKnown };
    }

    // All that is here, with or without a version: of what is not named, a server never says that it is gone.
    private Dictionary<string, string> Known() =>
        ledger.Accepted.Keys.ToDictionary(name => name, name => ledger.Versions.GetValueOrDefault(name, UnknownVersion), StringComparer.Ordinal);

    private IReadOnlyList<string> Wanted() => ledger.IsWildcard ? [] : [.. ledger.Wanted];

    private DiscoveryQuestion Question(IReadOnlyList<string> names, IReadOnlyList<string> unwanted, string? problem) =>
        new(ledger.Type, names, unwanted, NothingKnown, ledger.Version, _nonce, problem);
}
