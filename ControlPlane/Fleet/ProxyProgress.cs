namespace ActorMesh.ControlPlane.Fleet;

/// <summary>How far a proxy is with the versions of the mesh, all types of resources taken together.</summary>
/// <param name="Running">The version that it runs whole; 0 for none.</param>
/// <param name="Refused">The version that it refused; 0 for none.</param>
/// <param name="At">When one of these last changed.</param>
public sealed record ProxyProgress(long Running, long Refused, string Refusal, DateTimeOffset At)
{
    public static ProxyProgress Of(ProxyState state, DateTimeOffset now)
    {
        var used = state.Types.Values.Where(type => type.Sent != 0).ToList();
        if (used.Count == 0) return new ProxyProgress(0, 0, "", now);
        var refusal = used.Where(type => type.Refusal is not null).MaxBy(type => type.Sent);
        return new ProxyProgress(used.Min(type => type.Acknowledged), refusal?.Sent ?? 0, refusal?.Refusal ?? "", used.Max(type => type.At));
    }

    /// <returns>The one before, if nothing changed since.</returns>
    public ProxyProgress After(ProxyProgress before) =>
        (Running, Refused, Refusal) == (before.Running, before.Refused, before.Refusal) ? before : this;
}
