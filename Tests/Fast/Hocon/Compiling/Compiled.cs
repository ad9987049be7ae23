using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using ActorMesh.Runtime.Contracts.Envoy.Tcp;
using ActorMesh.Tests.Fast.Hocon.Mesh;
using Google.Protobuf;
using Route = ActorMesh.Runtime.Contracts.Envoy.Routes.Route;

namespace ActorMesh.Tests.Fast.Hocon.Compiling;

/// <summary>What a mesh text is compiled to for one workload, and ways to its parts.</summary>
internal sealed class Compiled
{
    private static readonly JsonFormatter Formatter =
        new(JsonFormatter.Settings.Default.WithTypeRegistry(ExtensionTypes.Registry).WithPreserveProtoFieldNames(true).WithIndentation());

    private Compiled(Bootstrap bootstrap)
    {
        Bootstrap = bootstrap;
    }

    public Bootstrap Bootstrap { get; }

    public static Compiled Of(string text, string service) => Of(MeshSample.Mesh(text), service);

    public static Compiled Of(ServiceMesh mesh, string service, Placement? placement = null) =>
        new(MeshCompiler.Compile(mesh, mesh.Find(service)!, placement ?? Placement.AsWritten(mesh)));

    /// <summary>A caller and a callee; <paramref name="callee"/> is what the file says of the latter.</summary>
    public static Compiled Call(string callee = "", string mesh = "") =>
        Of(Text(callee, mesh), "web");

    /// <summary>The callee's own side of <see cref="Call"/>.</summary>
    public static Compiled Callee(string callee = "", string mesh = "") =>
        Of(Text(callee, mesh), "orders");

    public static string Text(string callee, string mesh = "") => $$"""
        mesh { name = shop, {{mesh}} }
        services {
          web { port = 8080, calls = [orders] }
          orders { port = 8081, {{callee}} }
        }
        """;

    public static string Json(IMessage message) => Formatter.Format(message).ReplaceLineEndings("\n");

    public Cluster Cluster(string name) => Bootstrap.StaticResources.Clusters.Single(cluster => cluster.Name == name);

    public Listener Listener(string name) => Bootstrap.StaticResources.Listeners.Single(listener => listener.Name == name);

    public HttpConnectionManager Manager(string listener) => Listener(listener).FilterChains[0].Filters[^1].TypedConfig.Unpack<HttpConnectionManager>();

    public TcpProxy Tcp(string listener) => Listener(listener).FilterChains[0].Filters[^1].TypedConfig.Unpack<TcpProxy>();

    public Route Route(string listener, string name) =>
        Manager(listener).RouteConfig.VirtualHosts.SelectMany(host => host.Routes).Single(route => route.Name == name);

    /// <summary>The one route to orders, as its caller carries it out.</summary>
    public Route Route() => Manager("outbound/orders").RouteConfig.VirtualHosts[0].Routes[0];

    public RouteAction Action() => Route().Route_;
}
