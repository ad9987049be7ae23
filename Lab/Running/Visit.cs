namespace ActorMesh.Lab.Running;

/// <summary>A request at a workload.</summary>
/// <param name="answer">Called once at most.</param>
internal sealed class Visit(Action<SimulatedAnswer> answer)
{
    private bool _isAnswered;

    /// <summary>Whoever asked has gone.</summary>
    public bool IsLeft { get; private set; }

    /// <summary>Told when whoever asked goes before the answer; null for nobody.</summary>
    public Action? OnLeft { get; set; }

    public void Answer(in SimulatedAnswer with)
    {
        if (IsLeft || _isAnswered) return;
        _isAnswered = true;
        OnLeft = null;
        answer(with);
    }

    public void Leave()
    {
        if (IsLeft || _isAnswered) return;
        IsLeft = true;
        OnLeft?.Invoke();
        OnLeft = null;
    }
}
