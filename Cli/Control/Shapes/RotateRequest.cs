using System.Text.Json.Serialization;

namespace ActorMesh.Cli.Control.Shapes;

/// <summary>What <c>POST /v1/roots/rotate</c> takes.</summary>
/// <param name="Now">Takes the next step of the rotation that is under way without waiting for its time.</param>
/// <param name="CutOff">Retires the old root at once although certificates that it signed are in use.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RotateRequest(bool Now = false, string? Author = null, bool CutOff = false);
