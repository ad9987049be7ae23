namespace ActorMesh.Hocon.Importing.Drafts;

/// <summary>A mesh file that is being put together.</summary>
internal sealed class MeshDraft
{
    private readonly Dictionary<string, ServiceDraft> _byName = new(StringComparer.Ordinal);
    private readonly List<ServiceDraft> _services = [];

    public string Name { get; set; } = "imported";

    /// <summary>Keys of <c>mesh</c> besides its name and defaults.</summary>
    public DraftObject Settings { get; } = new();

    public DraftObject Defaults { get; } = new();

    /// <summary>What stands above <see cref="Defaults"/>.</summary>
    public string? DefaultsComment { get; set; }

    /// <summary>Lines at the top of the file.</summary>
    public List<string> Head { get; } = [];

    public IReadOnlyList<ServiceDraft> Services => _services;

    public ServiceDraft? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The service of that name, which comes into being when it is not there.</summary>
    public ServiceDraft Service(string name)
    {
        if (_byName.TryGetValue(name, out var known)) return known;
        var created = new ServiceDraft(name);
        _byName.Add(name, created);
        _services.Add(created);
        return created;
    }

    public void Remove(ServiceDraft service)
    {
        if (_byName.Remove(service.Name)) _services.Remove(service);
    }
}
