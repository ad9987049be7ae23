namespace ActorMesh.ControlPlane.Identity.Roots;

/// <summary>The roots and how far their rotation is. Immutable.</summary>
/// <param name="Roots">By generation.</param>
public sealed record RootBook(IReadOnlyDictionary<int, RootAuthority> Roots, RootPlan Plan, IReadOnlyList<RootStep> Steps)
{
    public bool IsEmpty => Plan.Sequence == 0;

    public RootAuthority Signing => Roots[Plan.Signing];

    public IEnumerable<RootAuthority> Believed => Plan.Believed.Select(generation => Roots[generation]);

    /// <summary>
    /// Whom links between nodes believe: one that was retired because its time had come is believed there for as long as what it signed for them may live, since
    /// a node has another certificate only when it starts. One that a person retired at once is not.
    /// </summary>
    /// <param name="life">Of a certificate for links.</param>
    public IEnumerable<RootAuthority> Linking(DateTimeOffset now, TimeSpan life) => Believed.Concat(
        Steps.Where(step => step.Kind == RootStepKind.Retired && step.Author.Length == 0 && now < step.At + life).Select(step => Roots[step.Generation]));

    /// <summary>Whether all that stands in <paramref name="earlier"/> stands here: rows are only ever added.</summary>
    public bool Continues(RootBook earlier) =>
        earlier.Steps.Count <= Steps.Count
        && earlier.Steps.Zip(Steps, (one, own) => (one.Number, one.Generation, one.Kind) == (own.Number, own.Generation, own.Kind)).All(isSame => isSame)
        && earlier.Roots.All(root => Roots.TryGetValue(root.Key, out var own) && own.Signer.RawDataMemory.Span.SequenceEqual(root.Value.Signer.RawDataMemory.Span));

    /// <exception cref="InvalidDataException">They do not fit together.</exception>
    public static RootBook Of(IEnumerable<RootAuthority> roots, IReadOnlyList<RootStep> steps)
    {
        var book = new RootBook(roots.ToDictionary(root => root.Generation), new RootPlan(steps), steps);
        return book.Plan.Believed.All(book.Roots.ContainsKey) ? book : throw new InvalidDataException("a root is believed that is not there; bring back the database");
    }
}
