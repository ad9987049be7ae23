using ActorMesh.Hocon.Importing.Drafts;

namespace ActorMesh.Hocon.Importing.Kubernetes;

/// <summary>Knows which service a host name means, and gives services their names in the mesh.</summary>
internal sealed class HostTable(MeshDraft mesh, ImportNotes notes)
{
    private const string Suffix = ".svc.cluster.local";

    private readonly Dictionary<string, ServiceDraft> _byHost = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where a service was named first.</summary>
    private readonly Dictionary<ServiceDraft, ImportPlace> _places = [];

    private string? _home;

    /// <summary>The namespace that goes without saying: that of the first object.</summary>
    public string Home => _home ?? "default";

    public MeshDraft Mesh => mesh;

    public void SetHome(string? space) => _home ??= space ?? "default";

    /// <summary>A service of the cluster.</summary>
    public ServiceDraft Declare(string name, string? space)
    {
        var host = HostOf(name, space ?? Home);
        if (_byHost.TryGetValue(host, out var known)) return known;
        var isHome = (space ?? Home) == Home;
        var service = mesh.Service(Free(isHome ? name : $"{name}-{space}"));
        _byHost.Add(host, service);
        return service;
    }

    /// <summary>A host that stands for itself, as those outside the cluster do.</summary>
    public ServiceDraft DeclareHost(string host)
    {
        if (_byHost.TryGetValue(Canonical(host, Home), out var known)) return known;
        var service = mesh.Service(Free(IsOfCluster(host) ? host.Split('.')[0] : host));
        _byHost.Add(Canonical(host, Home), service);
        return service;
    }

    public ServiceDraft? Find(string host, string? space) => _byHost.GetValueOrDefault(Canonical(host, space ?? Home));

    /// <summary>Always a service. One that no file declares comes into being, and that is said.</summary>
    public ServiceDraft Resolve(string host, string? space, ImportPlace at, long? port)
    {
        var service = Find(host, space);
        if (service is null)
        {
            service = DeclareHost(Canonical(host, space ?? Home));
            if (!IsOfCluster(host) && host.Contains('.', StringComparison.Ordinal)) service.Endpoints.Add(new EndpointDraft(host, (int)(port ?? 80)));
        }

        _places.TryAdd(service, at);
        if (service.Port is null && port is { } known) service.Port = (int)known;
        else if (port is { } other && other != service.Port) notes.NotCarried(at, $"{service.Name} has the port {service.Port} here; a service has one port");
        return service;
    }

    /// <summary>Services whose port stands nowhere get one, since without it the file would not read.</summary>
    public void GivePorts()
    {
        foreach (var service in mesh.Services.Where(service => service.Port is null))
        {
            service.GuessPort();
            if (_places.TryGetValue(service, out var place))
                notes.Approximated(place, $"no file says on which port {service.Name} listens: 80 is a guess", $"write services.{service.Name}.port");
        }
    }

    /// <summary>The name that resolves to its replicas; null when the mesh takes the same name anyway.</summary>
    public string? AddressOf(string name, string? space, ServiceDraft service) =>
        (space ?? Home) == Home && service.Name == name ? null : $"{name}.{space ?? Home}{Suffix}";

    private string Canonical(string host, string space)
    {
        var name = host.TrimEnd('.');
        if (!name.Contains('.', StringComparison.Ordinal)) return HostOf(name, space);
        if (name.EndsWith(".svc", StringComparison.OrdinalIgnoreCase)) return $"{name}.cluster.local";
        return name.Count(character => character == '.') == 1 && _byHost.ContainsKey($"{name}{Suffix}") ? $"{name}{Suffix}" : name;
    }

    private static bool IsOfCluster(string host) =>
        host.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) || host.EndsWith(".svc", StringComparison.OrdinalIgnoreCase);

    private static string HostOf(string name, string space) => $"{name}.{space}{Suffix}";

    private string Free(string wanted)
    {
        var name = ServiceName.Of(wanted);
        var free = name;
        for (var number = 2; mesh.Find(free) is not null; number++) free = $"{name}-{number}";
        return free;
    }
}
