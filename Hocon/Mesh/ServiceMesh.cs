using ActorMesh.Hocon.Mesh.Policies;

namespace ActorMesh.Hocon.Mesh;

/// <summary>Everything that one mesh file says, with defaults filled in. Immutable.</summary>
/// <param name="Defaults">What holds for a service that says nothing of its own.</param>
/// <param name="Services">In the order of the file.</param>
public sealed record ServiceMesh(
    Setting<string> Name,
    Setting<string> TrustDomain,
    Setting<string> Namespace,
    Setting<int> OutboundPort,
    Setting<int> AdminPort,
    PolicySet Defaults,
    IdentitySettings Identity,
    OtlpSettings? Otlp,
    PrometheusSettings Prometheus,
    DrainSettings Drain,
    IReadOnlyList<Service> Services)
{
    private readonly Dictionary<string, Service> _byName = ByName(Services);
    private readonly Lazy<Dictionary<string, List<Service>>> _callers = new(() => Callers(Services));

    public IReadOnlyList<Service> Services
    {
        get;
        // What is looked up in a copy is what that copy has.
        init => (field, _byName, _callers) = (value, ByName(value), new(() => Callers(value)));
    } = Services;

    public Service? Find(string service) => _byName.GetValueOrDefault(service);

    /// <summary>The services that it calls, each once, in the order of its <c>calls</c>; what the mesh does not have is left out.</summary>
    public IReadOnlyList<Service> CalleesOf(Service service) => [.. service.Calls.DistinctBy(call => call.Service).Select(call => Find(call.Service)).OfType<Service>()];

    /// <summary>Who lists <paramref name="service"/> in its <c>calls</c>, in the order of the file.</summary>
    public IReadOnlyList<Service> CallersOf(string service) => _callers.Value.GetValueOrDefault(service) ?? [];

    private static Dictionary<string, Service> ByName(IReadOnlyList<Service> services) => services.ToDictionary(service => service.Name, StringComparer.Ordinal);

    private static Dictionary<string, List<Service>> Callers(IReadOnlyList<Service> services)
    {
        var callers = new Dictionary<string, List<Service>>(StringComparer.Ordinal);
        foreach (var service in services)
        foreach (var call in service.Calls.DistinctBy(call => call.Service))
        {
            if (!callers.TryGetValue(call.Service, out var known)) callers[call.Service] = known = [];
            known.Add(service);
        }
        return callers;
    }
}
