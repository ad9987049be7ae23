namespace ActorMesh.ControlPlane.Xds.Subscriptions;

/// <summary>Names of what a client refused and has not been sent in another form since, by the answer that it refused.</summary>
public sealed class RefusedNames
{
    private static readonly HashSet<string> None = [];

    private readonly Dictionary<string, string> _answers = new(StringComparer.Ordinal);
    private HashSet<string>? _outdated;

    public bool IsEmpty => _answers.Count == 0;

    /// <summary>Whether a part of what was refused together is to go out again.</summary>
    public bool HasOutdated => _outdated is not null && _answers.Values.Any(_outdated.Contains);

    public void Add(string nonce, IEnumerable<string> names)
    {
        foreach (var name in names) _answers[name] = nonce;
    }

    /// <summary>They went out again, or nobody asks for them any more. Each may have been what was wrong with its answer.</summary>
    /// <returns>Whether one of them was there.</returns>
    public bool Remove(IEnumerable<string> names)
    {
        if (IsEmpty) return false;
        var any = false;
        foreach (var name in names)
        {
            if (!_answers.Remove(name, out var nonce)) continue;
            Outdate(nonce);
            any = true;
        }

        return any;
    }

    /// <summary>A part of this answer is no longer asked for.</summary>
    public void Outdate(string nonce)
    {
        if (IsEmpty) _outdated = null;
        else (_outdated ??= new HashSet<string>(StringComparer.Ordinal)).Add(nonce);
    }

    /// <summary>What was refused of this answer is accepted after all.</summary>
    public void Withdraw(string nonce)
    {
        foreach (var name in _answers.Where(answer => answer.Value == nonce).Select(answer => answer.Key).ToList()) _answers.Remove(name);
    }

    public void RemoveWhere(Func<string, bool> condition)
    {
        if (!IsEmpty) Remove(_answers.Keys.Where(condition).ToList());
    }

    public bool IsWithin(IEnumerable<string> names) => IsEmpty || !_answers.Keys.Except(names, StringComparer.Ordinal).Any();

    /// <summary>All names of those answers in which one name meets the condition, or of which one was removed.</summary>
    public HashSet<string> TogetherWith(Func<string, bool> condition)
    {
        if (IsEmpty) return None;
        var nonces = _answers.Where(answer => condition(answer.Key)).Select(answer => answer.Value).ToHashSet(StringComparer.Ordinal);
        if (_outdated is not null) nonces.UnionWith(_outdated);
        return _answers.Where(answer => nonces.Contains(answer.Value)).Select(answer => answer.Key).ToHashSet(StringComparer.Ordinal);
    }
}
