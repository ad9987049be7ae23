namespace ActorMesh.Tests.Fast.Hocon.Envoy;

/// <summary>What may become of a field: the file or folder that honours it, <c>refused</c>, <c>compiled, not run: </c> and the folder that writes it, or <c>informative: </c> and why.</summary>
internal static class FieldVerdict
{
    public const string Clusters = "DataPlane/Configuration/ClusterCompiler.cs";
    public const string RetryLimits = "DataPlane/Configuration/RetryLimitsCompiler.cs";
    public const string Pools = "DataPlane/Configuration/PoolCompiler.cs";
    public const string Outliers = "DataPlane/Configuration/OutlierCompiler.cs";
    public const string HealthChecks = "DataPlane/Configuration/HealthCheckCompiler.cs";
    public const string Probes = "DataPlane/Configuration/ProbeCompiler.cs";
    public const string SlowStarts = "DataPlane/Configuration/SlowStartCompiler.cs";
    public const string Listeners = "DataPlane/Configuration/ListenerCompiler.cs";
    public const string Routes = "DataPlane/Routing/Compiling";
    public const string TlsContexts = "DataPlane/Configuration/TlsContextCompiler.cs";
    public const string PeerValidations = "DataPlane/Configuration/PeerValidationCompiler.cs";
    public const string Secrets = "DataPlane/Configuration/Secrets";
    public const string LookedAt = "informative: files are looked at every 2 s, however they were moved into place";
    public const string Discovery = "DataPlane/Configuration/Discovery";
    public const string Following = "Cli/Sidecars";
    public const string Checks = "Hocon/Envoy/Checks";
    public const string Refused = "refused";
    public const string Compiled = "compiled, not run: Hocon/Compiling";
    public const string Shown = "informative: shown by the admin API, and nothing is decided by it";
    public const string ChosenByType = "informative: a filter is chosen by the @type of its configuration";
    public const string NoRuntime = "informative: without runtime layers, which are refused, the default holds";
}
