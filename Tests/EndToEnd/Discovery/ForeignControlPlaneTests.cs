using System.Globalization;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Load;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.Fast.Kit;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Discovered;

namespace ActorMesh.Tests.EndToEnd.Discovery;

/// <summary>The program follows a control plane that is none of ours, and does without it when it has to.</summary>
public sealed class ForeignControlPlaneTests : IAsyncLifetime
{
    private readonly TemporaryFolder _state = new("state");
    private readonly int _port = FreePorts.Take();
    private NginxBackend _nginx = null!;
    private ScriptedControlPlane _server = null!;

    public async Task InitializeAsync()
    {
        _nginx = await NginxBackend.Start("a", "b");
        _server = await ScriptedControlPlane.Start(FreePorts.Take());
        _server.Publish(Cluster("orders"), Assignment("orders", _nginx.Ports[0]), Listener("in", _port, "main"), Routes("main", "orders"));
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _nginx.DisposeAsync();
        _state.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Traffic_flows_changes_without_a_failure_and_flows_on_when_the_control_plane_is_gone(bool isDelta)
    {
        await using var sidecar = FollowingSidecar.Start(_server.Address, _state.Path, isDelta ? ["--delta"] : []);
        await sidecar.IsReady();
        await using var load = new SteadyLoad(_port, perSecond: 200);
        await Eventually.Holds("requests flow", () => load.Answers.Count > 200);

        _server.Publish(Cluster("orders"), Assignment("orders", _nginx.Ports[1]), Listener("in", _port, "main"), Routes("main", "orders"));
        await Eventually.Holds("the other endpoint answers", async () => await Body() == "b");
        await _server.DisposeAsync();
        await Eventually.Holds("the loss is known", async () => (await sidecar.Ready()).Body.Contains("stale: no control plane since", StringComparison.Ordinal));
        var before = load.Answers.Count;
        await Eventually.Holds("requests flow on", () => load.Answers.Count > before + 400);

        var answers = await load.Stop();
        Assert.True(answers.Failed == 0, $"{answers}");
    }

    [Fact]
    public async Task Without_a_control_plane_it_starts_from_disk()
    {
        await using var sidecar = FollowingSidecar.Start(_server.Address, _state.Path);
        await sidecar.IsReady();
        await _server.DisposeAsync();
        Assert.Equal(0, await sidecar.End());

        var began = TimeProvider.System.GetTimestamp();
        await sidecar.StartAgain();
        await sidecar.IsReady();
        var took = TimeProvider.System.GetElapsedTime(began);
        Assert.Equal("a", await Body());
        Assert.Contains("runs what was kept on disk", (await sidecar.Ready()).Body, StringComparison.Ordinal);
        Assert.True(took < TimeSpan.FromSeconds(10), $"{took}");
    }

    [Fact]
    public async Task A_poisoned_resource_is_refused_with_its_reason_and_the_old_one_serves()
    {
        await using var sidecar = FollowingSidecar.Start(_server.Address, _state.Path);
        await sidecar.IsReady();
        var bad = Routes("main", "orders");
        bad.VirtualHosts[0].Routes[0].Match = new() { SafeRegex = new() { Regex = "(" } };
        _server.Publish(Cluster("orders"), Assignment("orders", _nginx.Ports[1]), Listener("in", _port, "main"), bad);

        await Eventually.Holds("the good part of it is in force", async () => await Body() == "b");
        await Eventually.Holds("the control plane knows why", () => _server.Refusals.Any(refusal => refusal.StartsWith("routes 'main': virtual_hosts[0].routes[0].match.safe_regex", StringComparison.Ordinal)));
        var routes = (await sidecar.Json("/server_info")).GetProperty("controlPlane").GetProperty("types").EnumerateArray().Single(type => type.GetProperty("type").GetString() == "rds");
        Assert.Contains("safe_regex", routes.GetProperty("refused").GetProperty("main").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_Envoy_bootstrap_may_name_it()
    {
        var admin = FreePorts.Take();
        var file = _state.Write("envoy.yaml", string.Create(CultureInfo.InvariantCulture, $$"""
            node: { id: web-1, cluster: web }
            admin: { address: { socket_address: { address: 127.0.0.1, port_value: {{admin}} } } }
            dynamic_resources:
              ads_config: { api_type: GRPC, transport_api_version: V3, grpc_services: [ { envoy_grpc: { cluster_name: xds } } ] }
              lds_config: { ads: {}, resource_api_version: V3 }
              cds_config: { ads: {}, resource_api_version: V3 }
            static_resources:
              clusters:
              - name: xds
                type: STATIC
                typed_extension_protocol_options:
                  envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
                    "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
                    explicit_http_config: { http2_protocol_options: {} }
                load_assignment: { cluster_name: xds, endpoints: [ { lb_endpoints: [ { endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: {{_server.Address.Split(':')[1]}} } } } } ] } ] }
            """));
        await using var sidecar = FollowingSidecar.StartOnFile(file, admin, _state.File("kept"));
        await sidecar.IsReady();
        await Eventually.Holds("requests flow", async () => await Body() == "a");
        Assert.Equal("web-1", _server.Node!.Id);
    }

    private async Task<string> Body()
    {
        var answer = await Command.Run("curl", ["-s", "-m", "5", $"http://127.0.0.1:{_port}/name"]);
        return answer.Output.Length == 0 ? "" : answer.Output[..1];
    }
}
