using System.Globalization;
using System.Net;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.ControlPlane.Xds;
using ActorMesh.Runtime.Boot;
using Akka.Actor;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ActorMesh.Tests.Benchmarks.Xds;

/// <summary>The server alone. Each line on standard input changes one endpoint; the answer is the time at which that was published. <c>memory</c> is answered with bytes.</summary>
internal static class ServeRun
{
    public static async Task Run(int port, int services)
    {
        var (feed, mesh) = (new ResourceFeed(), new MadeMesh(services));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenForXds(new IPEndPoint(IPAddress.Loopback, port), tls: null));
        builder.Services.AddRoutingCore();
        using var system = DataPlaneSystem.Start("xds-load");
        builder.Services.AddXdsServer(_ => XdsServer.Start(system, feed, ActorRefs.Nobody, new XdsSettings("load"), TimeProvider.System, new Random(1)));
        await using var app = builder.Build();
        app.UseRouting();
        app.MapXdsServer();
        var turn = 1;
        feed.Publish(mesh.At(turn));
        await app.StartAsync();
        Say("ready");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            if (line == "memory")
            {
                Say(Figure(GC.GetTotalMemory(forceFullCollection: true)));
                continue;
            }

            var next = mesh.At(++turn);
            var now = TimeProvider.System.GetTimestamp();
            feed.Publish(next);
            Say(Figure(now));
        }
    }

    private static string Figure(long figure) => figure.ToString(CultureInfo.InvariantCulture);

    private static void Say(string text)
    {
        Console.Out.WriteLine(text);
        Console.Out.Flush();
    }
}
