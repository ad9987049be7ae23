using ActorMesh.Runtime.Contracts.Envoy.Listeners;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>
/// Which listeners may be opened as they are: each by itself, so that a bad one stands in nobody's way. What may not leaves its last good form
/// running, and is looked at again whenever something changes. Pure.
/// </summary>
/// <param name="running">By name, what is in force: it was looked at when it came.</param>
/// <param name="clusters">Names of all that routes may lead to.</param>
/// <param name="serviceCluster">The service that this proxy belongs to (node.cluster).</param>
internal sealed class ListenerAdmission(IReadOnlyDictionary<string, ListenerForm> running, IReadOnlySet<string> clusters, string serviceCluster)
{
    private readonly Dictionary<(string Host, uint Port), string> _owners = [];
    private readonly Dictionary<string, string> _held = new(StringComparer.Ordinal);

    /// <summary>Name to reason, of what may not be opened.</summary>
    public IReadOnlyDictionary<string, string> Held => _held;

    /// <param name="withheld">Those that could not be opened a moment ago, and why.</param>
    public Dictionary<string, ListenerForm> Admit(IReadOnlyCollection<ListenerForm> forms, IReadOnlyDictionary<DiscoveredResource, string> withheld)
    {
        var admitted = new Dictionary<string, ListenerForm>(StringComparer.Ordinal);
        // Two cannot have one address: nobody takes that of the file, and who has it keeps it.
        foreach (var form in forms.Select(form => Candidate(form, withheld)).OfType<ListenerForm>().OrderBy(form => form.IsStatic ? 0 : IsRunning(form) ? 1 : 2).ToList())
            if (Settle(form) is { } settled) admitted[settled.Name] = settled;
        return admitted;
    }

    private ListenerForm? Candidate(ListenerForm form, IReadOnlyDictionary<DiscoveredResource, string> withheld)
    {
        if (IsRunning(form)) return form;
        var problem = withheld.GetValueOrDefault(form.Source) ?? (form.IsStatic ? null : form.Problem(clusters, serviceCluster));
        return problem is null ? form : Hold(form, problem);
    }

    private ListenerForm? Settle(ListenerForm form)
    {
        if (Take(form) || form.IsStatic) return form;
        var before = Hold(form, $"listener '{_owners[form.Address]}' has the address {form.Address.Host}:{form.Address.Port} already");
        return before is not null && Take(before) ? before : null;
    }

    private ListenerForm? Hold(ListenerForm form, string problem)
    {
        _held[form.Name] = problem;
        return running.GetValueOrDefault(form.Name) is { IsStatic: false } before ? before : null;
    }

    private bool Take(ListenerForm form) => form.Address.Port == 0 || _owners.TryAdd(form.Address, form.Name);

    private bool IsRunning(ListenerForm form) => ReferenceEquals(running.GetValueOrDefault(form.Name), form);
}
