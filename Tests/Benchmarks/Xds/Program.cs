using System.Globalization;
using ActorMesh.Tests.Benchmarks.Xds;

// xds-load [CLIENTS [SERVICES]]: what many clients cost one xDS server. It starts itself again as that server: xds-load serve PORT SERVICES.
if (args is ["serve", var port, var served])
{
    await ServeRun.Run(Number(port), Number(served));
    return;
}

await LoadRun.Run(args.Length > 0 ? Number(args[0]) : 500, args.Length > 1 ? Number(args[1]) : 20);

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
