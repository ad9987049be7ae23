namespace ActorMesh.Tests.Fast.Hocon.Envoy;

/// <summary>
/// What becomes of every field of the resource model. Whoever adds a field says here what honours it, or refuses it, or shows that nothing follows from it.
/// </summary>
internal static class FieldLedger
{
    /// <summary>Message, fields, <see cref="FieldVerdict"/>.</summary>
    public static IReadOnlyList<(string Message, string Fields, string Verdict)> Rows { get; } = [.. ResourceFields.Rows, .. RouteFields.Rows, .. ExtensionFields.Rows];
}
