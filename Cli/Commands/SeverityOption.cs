using System.CommandLine;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Commands;

/// <summary><c>--fail-on</c>: what makes a check fail.</summary>
internal static class SeverityOption
{
    public static Option<string> Create()
    {
        var option = new Option<string>("--fail-on")
        {
            Description = "Exit 3 when there is this or worse: error, warning or info.", HelpName = "SEVERITY", DefaultValueFactory = _ => "error",
        };
        option.AcceptOnlyFromAmong("error", "warning", "info");
        return option;
    }

    public static DiagnosticSeverity Of(string? word) => word switch
    {
        "info" => DiagnosticSeverity.Info,
        "warning" => DiagnosticSeverity.Warning,
        _ => DiagnosticSeverity.Error,
    };
}
