namespace ActorMesh.DataPlane.Routing.Actions;

/// <summary>Whether a route lets a protocol upgrade through.</summary>
/// <param name="Type">Lower-case bytes: <c>websocket</c>, <c>connect</c>.</param>
/// <param name="Enabled">False forbids it.</param>
internal readonly record struct UpgradeRule(byte[] Type, bool Enabled);
