namespace ActorMesh.ControlPlane.Rollouts;

/// <summary>
/// Whether refusals take a rollout back. One proxy is enough, as it may be the first of many; but a service whose proxies alone have stopped several
/// versions one after the other does not stop the next: else one workload in bad hands would keep the mesh from ever changing.
/// </summary>
internal sealed class RolloutVetoes
{
    /// <summary>Versions that one service may stop alone, one after the other.</summary>
    public const int InARowMax = 3;

    private string _service = "";
    private int _inARow;
    private long _last;

    /// <summary>What a status says of a refusal that does not count.</summary>
    public static string Passed(LedgerProxy proxy) =>
        $"{proxy.Service} alone stopped the {InARowMax} versions before, and so has no say until a version runs everywhere ({proxy.Refusal})";

    /// <summary>A version ran everywhere: all have a say again.</summary>
    public void Forget() => (_service, _inARow) = ("", 0);

    /// <param name="refusing">All that refuse the version.</param>
    public bool Counts(IReadOnlyList<LedgerProxy> refusing, long version)
    {
        if (refusing.Count == 0) return false;
        if (version == _last) return true;
        var alone = refusing.All(proxy => proxy.Service == refusing[0].Service) ? refusing[0].Service : "";
        if (alone.Length > 0 && alone == _service && _inARow >= InARowMax) return false;
        (_inARow, _service, _last) = (alone == _service ? _inARow + 1 : 1, alone, version);
        return true;
    }
}
