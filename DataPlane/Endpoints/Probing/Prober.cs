using System.Net;
using ActorMesh.DataPlane.Resilience.Probing;
using ActorMesh.DataPlane.Security;

namespace ActorMesh.DataPlane.Endpoints.Probing;

/// <summary>Asks one endpoint how it is: one question at a time.</summary>
internal abstract class Prober : IDisposable
{
    /// <param name="security">Null: connections are plain.</param>
    /// <param name="clock">Measures the time that an answer may take.</param>
    public static Prober For(HealthCheckSettings settings, EndPoint address, UpstreamSecurity? security, TimeProvider clock) => settings.Probe switch
    {
        HttpProbe http => new HttpProber(http, settings, address, security, clock),
        TcpProbe tcp => new TcpProber(tcp, settings, address, security, clock),
        var other => throw new ArgumentException($"{other.GetType().Name}: no such probe is known", nameof(settings)),
    };

    /// <summary>Never fails: what goes wrong is the result.</summary>
    public abstract Task<ProbeResult> Ask(CancellationToken cancel);

    public abstract void Dispose();

    private protected static ProbeResult NoAnswer(string why) => new(ProbeEnd.NoAnswer, why);

    private protected static ProbeResult NoTimeLeft(HealthCheckSettings settings) => NoAnswer($"no answer within {settings.Timeout.TotalSeconds:0.###} s");
}
