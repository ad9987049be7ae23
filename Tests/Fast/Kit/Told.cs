namespace ActorMesh.Tests.Fast.Kit;

/// <summary>One message as a reader told it.</summary>
/// <param name="Head">The head, written out.</param>
/// <param name="Body">What came of the body, framing removed.</param>
/// <param name="IsWhole">Whether its last part came.</param>
internal sealed record Told(string Head, string Body, bool IsWhole)
{
    public override string ToString() => $"{Head}\n{Body}{(IsWhole ? "" : "...")}";
}
