using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>
/// Takes an answer into the ledger of its type: each resource by itself, the good ones in spite of the bad. What is bad does not replace
/// what ran, and what is the same as before stays the same object.
/// </summary>
/// <param name="check">Finds out whether a resource can be run; throws <see cref="ResourceException"/> when not.</param>
internal sealed class AnswerReader(ResourceLedger ledger, Func<string, Any, DiscoveredType, DiscoveredResource> check, bool isDelta)
{
    /// <summary>More of one type are not taken from a single answer.</summary>
    internal const int ResourcesMax = 100_000;

    private readonly List<string> _problems = [];

    /// <returns>What is wrong, a line for each resource; none when all is well.</returns>
    public IReadOnlyList<string> Take(DiscoveryAnswer answer)
    {
        var type = ledger.Type;
        if (answer.Resources.Count > ResourcesMax) return [$"{answer.Resources.Count} {type.Noun} resources are more than {ResourcesMax}"];
        if (!isDelta && !ledger.IsWildcard && answer.Resources.Count == 0) ledger.Counts.Empty++;

        var named = answer.Resources.Select(item => (Name: ResourceCheck.NameOf(item.Body, type), Item: item)).ToList();
        var twice = named.GroupBy(entry => entry.Name, StringComparer.Ordinal).Where(group => group.Key is not null && group.Count() > 1)
            .Select(group => group.Key!).ToHashSet(StringComparer.Ordinal);
        foreach (var name in twice) Refuse(name, "is there twice in one answer; names are unique");
        foreach (var (index, (name, item)) in named.Index())
        {
            if (name is null) _problems.Add($"resource {index} of {named.Count} is no {type.Descriptor.FullName} with a name");
            else if (!twice.Contains(name) && ledger.IsWanted(name)) Take(name, item);
        }

        // Handshakes go on with a secret until there is another.
        foreach (var name in answer.Removed.Where(name => type != DiscoveredType.Secret || !ledger.Accepted.ContainsKey(name))) ledger.Remove(name);
        // The full set: what it lacks is gone, unless it is there and only its name cannot be made out.
        if (ledger.IsWildcard && !isDelta && named.TrueForAll(entry => entry.Name is not null))
            foreach (var name in ledger.Accepted.Keys.Concat(ledger.Refused.Keys).Except(named.Select(entry => entry.Name!), StringComparer.Ordinal).ToList())
                ledger.Remove(name);
        if (ledger.IsWildcard) ledger.Settle();
        return _problems;
    }

    private void Take(string name, DiscoveryAnswer.Item item)
    {
        if (ledger.Accepted.TryGetValue(name, out var known) && known.Packed.Value == item.Body.Value)
        {
            ledger.Accept(known, item.Version);
            return;
        }
        try
        {
            var resource = check(name, item.Body, ledger.Type);
            // Written otherwise, and the same all the same: nothing that runs is touched.
            if (known is not null && known.Message.Equals(resource.Message)) resource = new(name, item.Body, known.Message, known.Needs);
            ledger.Accept(resource, item.Version);
        }
        catch (Exception e)
        {
            // Whatever a stranger sent, it must not cost what is running.
            Refuse(name, e is ResourceException refused ? refused.Problem : $"cannot be compiled: {e.Message}");
        }
    }

    private void Refuse(string name, string problem)
    {
        ledger.Refuse(name, problem);
        _problems.Add($"{ledger.Type.Noun} '{name}': {problem}");
    }
}
