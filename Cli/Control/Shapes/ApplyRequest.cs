using System.Text.Json.Serialization;

namespace ActorMesh.Cli.Control.Shapes;

/// <summary>What <c>POST /v1/apply</c> takes.</summary>
/// <param name="Files">The root file first, then what it includes, named as they name each other.</param>
/// <param name="Environment">The values of the variables that the text asks for.</param>
/// <param name="ExpectedVersion">Refused when another version runs; null for whichever, -1 for none.</param>
/// <param name="Force">Accepts what is worse than what runs; never what has errors.</param>
/// <param name="CanaryPercent">How many proxies of 100 get it first; null for all at once.</param>
/// <param name="Bake">How long each step has to go well, as in <c>2m</c>.</param>
/// <param name="AboveEpoch">The journal of the epochs up to it is gone for good: this mesh goes before all that came from it. Null for none.</param>
/// <param name="Rename">Accepts that all workloads are called otherwise, and so need new tokens.</param>
/// <param name="DryRun">Checks, and changes nothing.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ApplyRequest(
    IReadOnlyList<ApplyRequest.FileShape>? Files,
    IReadOnlyDictionary<string, string>? Environment = null,
    long? ExpectedVersion = null,
    bool Force = false,
    string? Author = null,
    string? Message = null,
    int? CanaryPercent = null,
    string? Bake = null,
    bool DryRun = false,
    long? AboveEpoch = null,
    bool Rename = false)
{
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record FileShape(string Name, string Text);
}
