namespace ActorMesh.Cli.Control.Settings;

/// <summary>A setting as somebody wrote it.</summary>
/// <param name="Origin">Where: <c>--xds</c>, <c>ACTORMESH_XDS</c>, <c>control.conf:3:9</c>.</param>
internal sealed record WrittenSetting(string Text, string Origin);
