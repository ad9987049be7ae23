namespace ActorMesh.ControlPlane.Fleet;

/// <summary>How far a proxy is with the versions of the mesh, all types of resources taken together.</summary>
/// <param name="Running">The version that it runs whole; 0 for none.</param>
/// <param name="Refused">The version that it refused; 0 for none.</param>
/// <param name="At">When one of these last changed.</param>
public sealed record ProxyProgress(long Running, long Refused, string Refusal, DateTimeOffset At)
{
    /// <summary>It asks for nothing, or the mesh has nothing for it: it keeps what it has, and no version waits for it.</summary>
    public bool IsUnserved { get; init; }

    public static ProxyProgress Of(ProxyState state, DateTimeOffset now)
    {
        var used = state.Types.Values.Where(type => type.Sent != 0).ToList();
        if (used.Count == 0) return new ProxyProgress(0, 0, "", now) { IsUnserved = true };
        var refusal = used.Select(type => type.Refusal).MaxBy(refusal => refusal?.Version);
        return new ProxyProgress(used.Min(type => type.Acknowledged), refusal?.Version ?? 0, refusal?.Reason ?? "", used.Max(type => type.At))
        {
            IsUnserved = state.Problem is not null,
        };
    }

    /// <returns>The one before, if nothing changed since.</returns>
    public ProxyProgress After(ProxyProgress before) =>
        this with { At = before.At } == before ? before : this;
}
