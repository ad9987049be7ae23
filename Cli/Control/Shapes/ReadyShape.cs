namespace ActorMesh.Cli.Control.Shapes;

/// <summary>Whether a control node can do its work.</summary>
/// <param name="Reasons">Why not; or what is fine but good to know.</param>
internal sealed record ReadyShape(string ApiVersion, string Kind, bool IsReady, IReadOnlyList<string> Reasons)
{
    public static ReadyShape Of(bool isReady, IReadOnlyList<string> reasons) => new(ControlJson.ApiVersion, "Ready", isReady, reasons);
}
