using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Documents;

/// <summary>A finding as it goes over the wire.</summary>
internal static class DocumentProblem
{
    public static Problem Of(Diagnostic finding) => new()
    {
        Severity = finding.Severity switch
        {
            DiagnosticSeverity.Error => Problem.Types.Severity.Error,
            DiagnosticSeverity.Warning => Problem.Types.Severity.Warning,
            _ => Problem.Types.Severity.Info,
        },
        Code = finding.Code ?? "",
        Place = $"{finding.File}:{finding.Position}",
        Path = finding.Path,
        Message = finding.Message,
        Help = finding.Hint ?? "",
    };
}
