namespace ActorMesh.DataPlane.Resilience.Probing;

/// <summary>A connection; with bytes to send, or to wait for, these too.</summary>
/// <param name="Send">Nothing: the connection is enough, unless something is to be received.</param>
/// <param name="Receive">Each must come, in this order; what comes between them does not matter.</param>
public sealed record TcpProbe(EquatableList<byte> Send, EquatableList<EquatableList<byte>> Receive) : HealthProbe
{
    public static TcpProbe ConnectOnly { get; } = new(new([]), new([]));

    /// <summary>Whether all that is waited for has come.</summary>
    public bool IsSatisfiedBy(ReadOnlySpan<byte> received)
    {
        foreach (var expected in Receive)
        {
            var at = received.IndexOf([.. expected]);
            if (at < 0) return false;
            received = received[(at + expected.Count)..];
        }

        return true;
    }
}
