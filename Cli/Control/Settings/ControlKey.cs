namespace ActorMesh.Cli.Control.Settings;

/// <summary>A setting of a control node. It may be written as <c>--port-offset</c>, <c>ACTORMESH_PORT_OFFSET</c>, or <c>control.port-offset</c> in a file.</summary>
internal static class ControlKey
{
    public const string Cluster = "cluster", Advertise = "advertise", Join = "join", Xds = "xds", Api = "api", Journal = "journal", Mesh = "mesh",
        Local = "local", PortOffset = "port-offset", State = "state", Name = "name", Insecure = "insecure-dev", SealingKeyFile = "sealing-key-file";

    public static readonly IReadOnlyList<string> All = [Cluster, Advertise, Join, Xds, Api, Journal, Mesh, Local, PortOffset, State, Name, Insecure, SealingKeyFile];

    public static string Flag(string key) => $"--{key}";

    public static string Variable(string key) => $"ACTORMESH_{key.ToUpperInvariant().Replace('-', '_')}";
}
