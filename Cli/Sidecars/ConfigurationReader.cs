using System.IO.Hashing;
using System.Runtime.InteropServices;
using ActorMesh.DataPlane;
using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.Hocon.Envoy;
using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;

namespace ActorMesh.Cli.Sidecars;

/// <summary>Reads and checks a bootstrap, down to all that can be known without running it.</summary>
internal static class ConfigurationReader
{
    /// <param name="file">How diagnostics name it.</param>
    /// <param name="lenient">Fields that are not known become warnings.</param>
    /// <param name="stateFolder">Where what a control plane sends is kept; null for the usual place.</param>
    public static ConfigurationReading Read(string text, string file, bool lenient, string? stateFolder = null)
    {
        var read = BootstrapReader.Read(text, file, lenient);
        var findings = read.Diagnostics.Select(AdminAddress.Harden).ToList();
        var fingerprint = XxHash128.HashToUInt128(MemoryMarshal.AsBytes(text.AsSpan()));
        var reading = new ConfigurationReading(
            file, fingerprint, Bootstrap: null, Admin: null, findings, read.ListenerPositions, read.ClusterPositions, read.RoutePositions);
        if (read.Bootstrap is null) return reading;

        if (Problem(read.Bootstrap, reading) is { } problem) findings.Add(problem);
        if (reading.Errors > 0) return reading;
        return reading with { Admin = AdminAddress.Of(read.Bootstrap.Admin), Bootstrap = read.Bootstrap, Follow = Follow(read.Bootstrap, stateFolder) };
    }

    private static Func<Sidecar, Action<DiscoveryReport>, IControlPlane>? Follow(Bootstrap bootstrap, string? stateFolder) =>
        BootstrapDiscovery.SettingsOf(bootstrap, stateFolder) is { } settings ? XdsControlPlane.With(settings, bootstrap) : null;

    // The data plane compiles again when it applies. Doing it here too lets --check promise what applying keeps.
    private static Diagnostic? Problem(Bootstrap bootstrap, ConfigurationReading reading)
    {
        try
        {
            if (BootstrapDiscovery.SettingsOf(bootstrap) is { } settings) DiscoveryCheck.Compile(settings, bootstrap);
            else if (Snapshot.Compile(bootstrap).HasGlobalLimits) return NobodyToAsk(reading);
            return null;
        }
        catch (ResourceException e)
        {
            return new Diagnostic(DiagnosticSeverity.Error, reading.File, ResourcePosition.Of(e.Resource, reading), "static_resources", e.Message);
        }
    }

    private static Diagnostic NobodyToAsk(ConfigurationReading reading) => new(
        DiagnosticSeverity.Warning, reading.File, SourcePosition.Start, "static_resources",
        "a rate_limit filter counts requests in limits of the whole mesh, and there is no control plane to ask: each request meets what failure_mode_deny says",
        "name a control plane in dynamic_resources, or limit this sidecar alone by local_ratelimit");
}
