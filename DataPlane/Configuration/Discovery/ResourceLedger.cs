using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>What is known of the resources of one type: wanted, come, awaited, refused. Keeps what was accepted, whatever happens to streams.</summary>
internal sealed class ResourceLedger(DiscoveredType type, bool isWildcard)
{
    private readonly Dictionary<string, DiscoveredResource> _accepted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Instant> _awaited = new(StringComparer.Ordinal);
    private readonly HashSet<string> _absent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _versions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _refused = new(StringComparer.Ordinal);
    private SortedSet<string> _wanted = new(StringComparer.Ordinal);

    public DiscoveredType Type => type;

    /// <summary>All there are, not some by name.</summary>
    public bool IsWildcard => isWildcard;

    public IReadOnlyDictionary<string, DiscoveredResource> Accepted => _accepted;

    /// <summary>By name.</summary>
    public IReadOnlyCollection<string> Wanted => _wanted;

    /// <summary>Name to reason, of what was sent and is not run.</summary>
    public IReadOnlyDictionary<string, string> Refused => _refused;

    /// <summary>Name to the version it came with, where resources have one each.</summary>
    public IReadOnlyDictionary<string, string> Versions => _versions;

    /// <summary>Of the last answer that was accepted whole.</summary>
    public string Version { get; private set; } = "";

    /// <summary>Whether it is known what there is, even if that is nothing.</summary>
    public bool IsSettled { get; private set; } = !isWildcard;

    public DiscoveryCounts Counts { get; } = new();

    public bool IsWanted(string name) => isWildcard || _wanted.Contains(name);

    /// <summary>Whether something waits for the name. What never came, or is said not to exist, is not waited for any longer.</summary>
    public bool IsAwaited(string name) => !_accepted.ContainsKey(name) && !_absent.Contains(name);

    /// <summary>What is not wanted any more is forgotten, and asked for anew when it is wanted again.</summary>
    /// <returns>Whether anything has changed.</returns>
    public bool Want(IReadOnlyDictionary<string, TimeSpan> needs, Instant now)
    {
        var wanted = new SortedSet<string>(needs.Keys, StringComparer.Ordinal);
        if (wanted.SetEquals(_wanted)) return false;
        foreach (var name in _wanted.Except(wanted).ToList()) Forget(name);
        foreach (var name in wanted.Except(_wanted))
            if (needs[name] > TimeSpan.Zero) _awaited[name] = now + needs[name];
            else _absent.Add(name); // Taken when it comes, and not waited for.
        _wanted = wanted;
        return true;
    }

    /// <summary>Resources may be left out, where an answer holds only some of them.</summary>
    /// <param name="resource">The object that is there already, where the content is the same.</param>
    public void Accept(DiscoveredResource resource, string version)
    {
        _accepted[resource.Name] = resource;
        _awaited.Remove(resource.Name);
        _absent.Remove(resource.Name);
        _refused.Remove(resource.Name);
        if (version.Length > 0) _versions[resource.Name] = version;
    }

    /// <summary>What was accepted before stays.</summary>
    public void Refuse(string name, string reason) => _refused[name] = reason;

    /// <summary>It stays; which version it is counts no more.</summary>
    public void ForgetVersion(string name) => _versions.Remove(name);

    /// <summary>It is no more; what is still wanted runs without.</summary>
    /// <returns>Whether anything has changed.</returns>
    public bool Remove(string name)
    {
        var hasChanged = _accepted.Remove(name) | _awaited.Remove(name);
        _versions.Remove(name);
        _refused.Remove(name);
        if (!isWildcard && _wanted.Contains(name)) hasChanged |= _absent.Add(name);
        return hasChanged;
    }

    /// <summary>An answer was taken whole.</summary>
    public void Confirm(string version) => Version = version;

    public void Settle() => IsSettled = true;

    /// <returns>The names that are not waited for any longer as of <paramref name="now"/>.</returns>
    public IReadOnlyList<string> Expire(Instant now)
    {
        var late = _awaited.Where(entry => entry.Value <= now).Select(entry => entry.Key).ToList();
        foreach (var name in late)
        {
            _awaited.Remove(name);
            _absent.Add(name);
            Counts.TimedOut++;
        }
        return late;
    }

    /// <summary>When <see cref="Expire"/> has something to do next.</summary>
    public Instant NextExpiry => _awaited.Count == 0 ? Instant.Never : _awaited.Values.Min();

    private void Forget(string name)
    {
        _accepted.Remove(name);
        _awaited.Remove(name);
        _absent.Remove(name);
        _versions.Remove(name);
        _refused.Remove(name);
    }
}
