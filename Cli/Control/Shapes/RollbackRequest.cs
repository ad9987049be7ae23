using System.Text.Json.Serialization;

namespace ActorMesh.Cli.Control.Shapes;

/// <summary>What <c>POST /v1/rollback</c> takes.</summary>
/// <param name="ToVersion">Null for the one before the version that runs.</param>
/// <param name="ExpectedVersion">Refused when another version runs; null for whichever.</param>
/// <param name="Rename">Accepts that all workloads are called otherwise, and so need new tokens.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RollbackRequest(long? ToVersion = null, long? ExpectedVersion = null, string? Author = null, string? Message = null, bool Rename = false);
