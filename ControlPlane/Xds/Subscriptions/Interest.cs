using ActorMesh.ControlPlane.Resources;
using Grpc.Core;

namespace ActorMesh.ControlPlane.Xds.Subscriptions;

/// <summary>Which resources of one type a client asks for: by name, or all of them by the name <c>*</c>.</summary>
/// <param name="isAllByDefault">A client that never named anything means all: so it is with listeners and clusters, by an older convention.</param>
public sealed class Interest(bool isAllByDefault)
{
    /// <summary>Names of one type on one stream.</summary>
    public const int NamesMax = 10_000;

    /// <summary>Characters of a name.</summary>
    public const int NameLengthMax = 512;

    private const string All = "*";

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private bool _hasNamed;

    public bool IsAll { get; private set; }

    /// <summary>Without <c>*</c>.</summary>
    public IReadOnlyCollection<string> Names => _names;

    public bool Includes(string name) => IsAll || _names.Contains(name);

    public IEnumerable<VersionedResource> In(ResourceSet set) => IsAll ? set.ByName.Values : Named(set);

    /// <summary>Takes these names in the place of those before, as state of the world does.</summary>
    /// <returns>Whether something is asked for that was not before.</returns>
    /// <exception cref="StreamRefusedException">Too many, or too long.</exception>
    public bool Replace(IReadOnlyCollection<string> names)
    {
        if (names.Count == 0 && !_hasNamed)
        {
            var isNew = isAllByDefault && !IsAll;
            IsAll = isAllByDefault;
            return isNew;
        }

        _hasNamed = true;
        if (IsSame(names)) return false;
        var (before, wasAll) = (new HashSet<string>(_names, StringComparer.Ordinal), IsAll);
        _names.Clear();
        IsAll = false;
        Subscribe(names);
        return (IsAll && !wasAll) || (!wasAll && !_names.IsSubsetOf(before));
    }

    /// <summary>Adds names. The first request of a stream says by no name at all that it wants everything, where that is the convention.</summary>
    /// <exception cref="StreamRefusedException">Too many, or too long.</exception>
    public void Subscribe(IReadOnlyCollection<string> names, bool isFirst = false)
    {
        if (isFirst && names.Count == 0) IsAll = isAllByDefault;
        foreach (var name in names)
        {
            if (name == All) IsAll = true;
            else if (name.Length > NameLengthMax) throw Refused($"a name of {name.Length} characters, where at most {NameLengthMax} are allowed");
            else if (_names.Add(name) && _names.Count > NamesMax) throw Refused($"more than {NamesMax} names of one type");
        }
    }

    public void Unsubscribe(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (name == All) IsAll = false;
            else _names.Remove(name);
        }
    }

    private static StreamRefusedException Refused(string what) =>
        new(StatusCode.ResourceExhausted, $"the client asks for {what}; ask for less, or for * to get all that is meant for this workload");

    private bool IsSame(IReadOnlyCollection<string> names)
    {
        var asksForAll = false;
        var count = 0;
        foreach (var name in names)
        {
            if (name == All) asksForAll = true;
            else if (_names.Contains(name)) count++;
            else return false;
        }

        return asksForAll == IsAll && count == _names.Count;
    }

    private IEnumerable<VersionedResource> Named(ResourceSet set)
    {
        foreach (var name in _names)
            if (set.ByName.TryGetValue(name, out var resource)) yield return resource;
    }
}
