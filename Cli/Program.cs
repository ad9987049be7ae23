using ActorMesh.DataPlane;
using ActorMesh.Runtime.Boot;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.Tcp;
using Google.Protobuf;
using Google.Protobuf.Reflection;

InlineSockets.Enable();
var registry = TypeRegistry.FromFiles(HttpConnectionManagerReflection.Descriptor, TcpProxyReflection.Descriptor, RouterReflection.Descriptor);
var bootstrap = new JsonParser(new JsonParser.Settings(64, registry)).Parse<Bootstrap>(File.ReadAllText(args[0]));
var sidecar = Sidecar.Start(TimeProvider.System, 10000, 42);
var applied = await sidecar.Apply(bootstrap);
Console.Error.WriteLine(applied);
for (;;) { await Task.Delay(2000); if (args.Length > 1) { var before = GC.GetTotalMemory(false); GC.Collect(); GC.WaitForPendingFinalizers(); var after = GC.GetTotalMemory(true); Console.Error.WriteLine($"heap {before / 1024} -> {after / 1024} KiB, rss {Environment.WorkingSet / 1024} KiB, committed {GC.GetGCMemoryInfo().TotalCommittedBytes / 1024}"); } }
