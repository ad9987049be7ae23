namespace ActorMesh.Hocon.Reading;

public static class SeverityWord
{
    /// <summary><c>error</c>, <c>warning</c> or <c>info</c>.</summary>
    public static string Word(this DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "info",
    };
}
