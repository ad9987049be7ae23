namespace ActorMesh.Tests.EndToEnd.Rig.Wire;

/// <summary>What a strict reader makes of the bytes it has so far.</summary>
internal abstract record Reading<TMessage>
{
    private Reading()
    {
    }

    /// <summary>A whole message that can be understood in one way only, and how many bytes it took.</summary>
    internal sealed record Complete(TMessage Message, int Consumed) : Reading<TMessage>;

    /// <summary>Nothing wrong yet, but more bytes are needed.</summary>
    internal sealed record Incomplete(string Missing) : Reading<TMessage>;

    /// <summary>Two readers could disagree about these bytes, or no reader should take them.</summary>
    internal sealed record Refused(string Reason) : Reading<TMessage>;
}
