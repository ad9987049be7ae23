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
await Task.Delay(-1);
