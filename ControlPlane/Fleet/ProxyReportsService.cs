using ActorMesh.Runtime.Contracts.Control;
using Akka.Actor;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Status = Grpc.Core.Status;

namespace ActorMesh.ControlPlane.Fleet;

/// <summary>Takes from sidecars what they counted, for the fleet actor of this node.</summary>
/// <param name="fleet">Is told <see cref="FleetMessage.Counted"/>.</param>
/// <param name="host">Streams end with it.</param>
public sealed class ProxyReportsService(IActorRef fleet, IHostApplicationLifetime host) : ProxyReports.ProxyReportsBase
{
    /// <summary>How often a sidecar tells.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private const int NameMax = 256;

    public override Task Report(IAsyncStreamReader<ProxyReport> requestStream, IServerStreamWriter<ReportAnswer> responseStream, ServerCallContext context) => NodeLeaves.Serve(context, host, async ended =>
    {
        var caller = Caller.Of(context);
        var answer = new ReportAnswer { Interval = Interval.ToDuration() };
        while (await requestStream.MoveNext(ended))
        {
            var report = requestStream.Current;
            if (Problem(report) is { } problem) throw new RpcException(new Status(StatusCode.InvalidArgument, problem));
            if (caller?.Problem(report.Proxy, report.Service) is { } foreign) throw new RpcException(new Status(StatusCode.PermissionDenied, foreign));
            fleet.Tell(new FleetMessage.Counted(new ProxyKey(report.Service, report.Proxy), report.Requests, report.Failures) { Plain = report.Plain }, ActorRefs.NoSender);
            await responseStream.WriteAsync(answer, ended);
        }
    });

    private static string? Problem(ProxyReport report)
    {
        if (report.Proxy.Length is 0 or > NameMax) return $"proxy: name yourself with 1 to {NameMax} characters";
        if (report.Plain < 0) return $"plain: {report.Plain} connections are less than none";
        return report.Requests < 0 || report.Failures < 0 || report.Failures > report.Requests
            ? $"{report.Failures} failures of {report.Requests} requests: failures are among the requests, and neither is negative"
            : null;
    }
}
