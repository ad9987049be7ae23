namespace ActorMesh.Hocon.Reading;

public enum DiagnosticSeverity
{
    /// <summary>Good to know; nothing is wrong.</summary>
    Info,

    /// <summary>The file still runs, though probably not as meant.</summary>
    Warning,

    /// <summary>The file is refused.</summary>
    Error,
}
