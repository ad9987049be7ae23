namespace ActorMesh.Hocon.Reading.Resolving;

/// <summary>Ends the work on a text that grows without measure: a few lines of references to references can ask for more values than any machine holds.</summary>
internal sealed class ResolvingBudget(DiagnosticList diagnostics)
{
    private const string Code = "AM0107";

    private long _steps;
    private long _characters;

    /// <summary>Nothing more is looked up.</summary>
    public bool IsSpent { get; private set; }

    /// <param name="span">Where the work is at.</param>
    /// <param name="depth">How many references wait for this one.</param>
    public bool TakeStep(SourceSpan span, int depth)
    {
        if (depth <= ReadingLimits.ReferenceChainMax) return TakeSteps(1, span);
        return Spend(span, $"more than {ReadingLimits.ReferenceChainMax} references lead from one to the next", "let them name the last one directly");
    }

    public bool TakeSteps(long count, SourceSpan span)
    {
        _steps += count;
        return !IsSpent && (_steps <= ReadingLimits.ValuesMax || Spend(span, $"the references of this file ask for more than {ReadingLimits.ValuesMax} values"));
    }

    public bool TakeCharacters(long count, SourceSpan span)
    {
        _characters += count;
        return !IsSpent && (_characters <= ReadingLimits.JoinedLengthMax || Spend(span, $"the references of this file ask for more than {ReadingLimits.JoinedLengthMax} characters"));
    }

    /// <returns>Always false.</returns>
    public bool Spend(SourceSpan span, string message, string hint = "values that refer twice to values that refer twice grow fast: use fewer of them")
    {
        if (!IsSpent) diagnostics.Error(span, Code, message, hint);
        IsSpent = true;
        return false;
    }
}
