namespace ActorMesh.ControlPlane.Identity.Roots;

/// <summary>
/// How one root follows another without a moment in which anybody is not believed: the new one is believed by all before it signs, and the old
/// one is believed until nothing that it signed is left. Pure; same steps, same plan.
/// </summary>
/// <remarks>
/// Whoever holds a certificate has renewed it within <see cref="LeafLifeMax"/>, and learned the new root with that: so nobody has to be asked
/// whether it knows, and a workload that was away for longer needs a token anyway.
/// </remarks>
public sealed class RootPlan
{
    /// <summary>No certificate of a workload lives longer.</summary>
    public static readonly TimeSpan LeafLifeMax = TimeSpan.FromDays(1);

    /// <summary>How long each root is believed beside the other, before and after it signs.</summary>
    public static readonly TimeSpan Overlap = LeafLifeMax + TimeSpan.FromMinutes(10);

    private readonly List<(int Generation, RootStep Last)> _roots = [];

    /// <exception cref="InvalidDataException">The steps make no sense.</exception>
    public RootPlan(IEnumerable<RootStep> steps)
    {
        foreach (var step in steps) Take(step);
    }

    /// <summary>The number of the last step; 0 before the first.</summary>
    public long Sequence { get; private set; }

    /// <summary>Who signs; 0 for nobody.</summary>
    public int Signing => Of(RootStepKind.Activated).LastOrDefault();

    /// <summary>Who will sign; 0 for nobody.</summary>
    public int Prepared => Of(RootStepKind.Prepared).FirstOrDefault();

    /// <summary>Who signed before, and is still believed; 0 for nobody.</summary>
    public int Leaving => Of(RootStepKind.Activated).SkipLast(1).FirstOrDefault();

    /// <summary>Who is believed.</summary>
    public IEnumerable<int> Believed => _roots.Where(root => root.Last.Kind != RootStepKind.Retired).Select(root => root.Generation);

    public int LastGeneration => _roots.Count == 0 ? 0 : _roots[^1].Generation;

    public bool IsUnderWay => Prepared > 0 || Leaving > 0;

    /// <summary>What the rotation that is under way does next.</summary>
    /// <param name="due">When.</param>
    /// <returns>Null when none is.</returns>
    public (int Generation, RootStepKind Kind)? Next(out DateTimeOffset due)
    {
        var since = _roots.Count == 0 ? DateTimeOffset.MinValue : _roots.Max(root => root.Last.At);
        due = Prepared > 0 || Leaving > 0 ? since + Overlap : DateTimeOffset.MaxValue;
        if (Leaving is > 0 and var leaving) return (leaving, RootStepKind.Retired);
        return Prepared is > 0 and var prepared ? (prepared, RootStepKind.Activated) : null;
    }

    /// <returns>The first step of a root of <paramref name="generation"/>; the very first one signs at once.</returns>
    public RootStep Begin(int generation, DateTimeOffset now, string author) =>
        new(Sequence + 1, generation, Sequence == 0 ? RootStepKind.Activated : RootStepKind.Prepared, now, author);

    private IEnumerable<int> Of(RootStepKind kind) => _roots.Where(root => root.Last.Kind == kind).Select(root => root.Generation);

    private void Take(RootStep step)
    {
        var at = _roots.FindIndex(root => root.Generation == step.Generation);
        var isSound = step.Number == Sequence + 1 && step.Kind switch
        {
            RootStepKind.Prepared => at < 0 && Sequence > 0 && !IsUnderWay && step.Generation > LastGeneration,
            RootStepKind.Activated => (at < 0 && Sequence == 0) || (at >= 0 && _roots[at].Last.Kind == RootStepKind.Prepared && Leaving == 0),
            RootStepKind.Retired => at >= 0 && step.Generation == Leaving,
            _ => false,
        };
        if (!isSound) throw new InvalidDataException($"step {step.Number} of the roots ({step.Kind} of root-{step.Generation}) makes no sense after what is before it");
        if (at < 0) _roots.Add((step.Generation, step));
        else _roots[at] = (step.Generation, step);
        Sequence = step.Number;
    }
}
