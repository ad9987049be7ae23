using ActorMesh.Hocon.Importing.Sources;

namespace ActorMesh.Hocon.Importing.Istio;

/// <summary>Reads HTTPFaultInjection.</summary>
internal static class FaultReader
{
    public static void Read(Fields route, PolicyWriter writer)
    {
        if (route.Object("fault") is not { } fault) return;
        if (fault.Object("delay") is { } delay)
        {
            delay.Drop("exponentialDelay", "a fault delays by a fixed time");
            if (delay.Duration("fixedDelay") is { } time)
            {
                writer.Share("fault.delay-share", Share(delay), delay.Here);
                writer.Duration("fault.delay", time, delay.At("fixedDelay"), PolicyWriter.Millisecond, TimeSpan.FromMinutes(10));
            }
        }

        if (fault.Object("abort") is not { } abort) return;
        abort.Drop("grpcStatus", "a fault answers with an HTTP status");
        abort.Drop("http2Error", "a fault answers with an HTTP status");
        if (abort.Integer("httpStatus", 200, 599) is not { } status) return;
        writer.Share("fault.abort-share", Share(abort), abort.Here);
        writer.Count("fault.abort-status", status, abort.At("httpStatus"), 400, 599);
    }

    // Without a percentage all requests are meant.
    private static decimal Share(Fields fault) =>
        (decimal)(fault.Object("percentage")?.Number("value", 0, 100) ?? fault.Number("percent", 0, 100) ?? 100);
}
