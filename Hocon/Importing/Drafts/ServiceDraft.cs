namespace ActorMesh.Hocon.Importing.Drafts;

/// <summary>A service that is being put together.</summary>
internal sealed class ServiceDraft(string name)
{
    public string Name => name;

    /// <summary>What stands above the service.</summary>
    public List<string> Comments { get; } = [];

    public int? Port { get; set; }

    public string? PortComment { get; set; }

    public int? AppPort { get; set; }

    public List<EndpointDraft> Endpoints { get; } = [];

    public string? EndpointsComment { get; set; }

    /// <summary>Version to the label that selects it.</summary>
    public List<(string Name, string Label, string Value)> Versions { get; } = [];

    public List<string> Calls { get; } = [];

    /// <summary>Null when nobody outside the mesh may call it.</summary>
    public ExposureDraft? Exposure { get; set; }

    /// <summary>Keys of <c>mesh.defaults</c>, as this service has them.</summary>
    public DraftObject Policies { get; } = new();

    public List<RouteDraft> Routes { get; } = [];

    /// <summary>Whether the files say how it is called, and not only how it takes calls.</summary>
    public bool IsSeenByCaller { get; set; }

    /// <param name="port">Of the workload: where its callers reach it, or where the application listens.</param>
    public bool IsReachedAt(int port)
    {
        const int AppPortDistance = 10_000;
        return port == Port || port == (AppPort ?? (Port + AppPortDistance));
    }

    /// <summary>Without a port the file would not read.</summary>
    public void GuessPort()
    {
        Port = 80;
        PortComment = "A guess: no file that was read says on which port it listens.";
    }

    public void AddCall(string callee)
    {
        if (!Calls.Contains(callee, StringComparer.Ordinal)) Calls.Add(callee);
    }

    public void AddVersion(string version, string label, string value)
    {
        if (!Versions.Exists(known => known.Name == version)) Versions.Add((version, label, value));
    }
}
