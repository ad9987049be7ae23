using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Exporting;
using ActorMesh.Tests.Fast.Hocon.Mesh;
using ActorMesh.Tests.Fast.Tidy;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Exporting;

public sealed class ComposeFileTests
{
    private const string Shop = """
        frontend { port = 8080, expose = "/", calls = [orders] }
        orders { port = 8081, endpoints = ["o-1:8081", "o-2:8081"], calls = [payments] }
        payments { port = 8083, endpoints-dns = pay.internal }
        """;

    [Fact]
    public void Each_replica_that_is_found_by_name_is_a_container_with_a_sidecar_in_its_network()
    {
        var compose = new ComposeDocument(Compose(Shop));

        Assert.Equal(
            ["frontend", "frontend-sidecar", "o-1", "o-1-sidecar", "o-2", "o-2-sidecar", "payments", "payments-sidecar"],
            compose.Services.Where(name => !name.EndsWith("-metrics", StringComparison.Ordinal)).Except(["journal", "sealing", "control-1", "control-2", "control-3", "tokens", "observability"]));
        Assert.Equal("service:o-2", compose.Text("o-2-sidecar", "network_mode"));
        Assert.Equal("pay.internal", compose.Text("payments", "networks", "mesh", "aliases", "0"));
    }

    [Fact]
    public void A_stand_in_calls_its_callees_through_its_sidecar()
    {
        var compose = new ComposeDocument(Compose(Shop));

        Assert.Equal(["workload", "--name", "o-1", "--port", "18081", "--call", "payments=http://127.0.0.1:28083"], compose.Items("o-1", "command"));
    }

    [Fact]
    public void A_sidecar_has_every_control_node_to_attach_to()
    {
        var compose = new ComposeDocument(Compose(Shop));

        Assert.Equal(["sidecar", "--service", "orders", "--node-id", "orders.o-2"], compose.Items("o-2-sidecar", "command"));
        Assert.Equal("control-1:15010,control-2:15010,control-3:15010", compose.Text("o-2-sidecar", "environment", "ACTORMESH_XDS"));
    }

    [Fact]
    public void Every_container_of_the_program_may_write_only_where_its_state_is_and_has_limits()
    {
        var compose = new ComposeDocument(Compose(Shop));
        var own = compose.Services.Where(name => compose.Text(name, "image").StartsWith("actormesh:", StringComparison.Ordinal)).ToList();

        Assert.Equal(1 + 3 + 4 * 2 + 1, own.Count);
        foreach (var name in own)
        {
            Assert.Equal("true", compose.Text(name, "read_only"));
            Assert.Equal("ALL", compose.Text(name, "cap_drop", "0"));
            Assert.Equal("no-new-privileges:true", compose.Text(name, "security_opt", "0"));
            Assert.NotEqual("", compose.Text(name, "mem_limit") + compose.Text(name, "pids_limit") + compose.Text(name, "cpus"));
            if (compose.Text(name, "restart") == "no") Assert.Equal("true", compose.Text(name, "healthcheck", "disable")); // It does one thing, and ends.
            else Assert.Equal("actormesh", compose.Text(name, "healthcheck", "test", "1"));
        }
    }

    [Fact]
    public void Each_sidecar_is_let_in_by_a_token_in_a_volume_of_its_own_and_no_secret_stands_in_the_environment()
    {
        var text = Compose(Shop);
        var compose = new ComposeDocument(text);

        Assert.Equal("/run/actormesh/token", compose.Text("o-2-sidecar", "environment", "ACTORMESH_TOKEN_FILE"));
        Assert.Equal(["o-2-sidecar:/var/lib/actormesh", "o-2-token:/run/actormesh"], compose.Items("o-2-sidecar", "volumes"));
        Assert.Equal(
            ["provision", "tokens", "--control", "https://control-1:15014", "frontend=/tokens/frontend/token", "orders=/tokens/o-1/token", "orders=/tokens/o-2/token", "payments=/tokens/payments/token"],
            compose.Items("tokens", "command"));
        Assert.Contains("o-2-token:/tokens/o-2", compose.Items("tokens", "volumes"));
        Assert.DoesNotContain("-sidecar:", string.Join(' ', compose.Items("tokens", "volumes")), StringComparison.Ordinal);
        Assert.Equal("/run/actormesh/sealing.key", compose.Text("control-2", "environment", "ACTORMESH_SEALING_KEY_FILE"));
        Assert.DoesNotContain("ACTORMESH_SEALING_KEY:", text, StringComparison.Ordinal);
        Assert.DoesNotContain("insecure", text.Replace("insecure_skip_verify", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_loopback_is_published_and_a_port_once()
    {
        var compose = new ComposeDocument(Compose("web { port = 80, expose = \"/\", endpoints = [\"w-1:80\", \"w-2:80\"] }"));

        var published = compose.Services.Where(name => compose.Text(name, "ports", "0").Length > 0).ToDictionary(name => name, name => compose.Text(name, "ports", "0"), StringComparer.Ordinal);
        Assert.Equal(["control-1", "control-2", "control-3", "observability", "w-1"], published.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("${ADDRESS:-127.0.0.1}:${WEB_PORT:-8000}:8000", published["w-1"]);
        Assert.All(published.Where(one => one.Key != "w-1"), one => Assert.StartsWith("127.0.0.1:", one.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void Two_ways_in_with_one_port_have_two_ports_of_this_machine_and_none_that_others_have()
    {
        var compose = new ComposeDocument(Compose("""
            web { port = 80, expose = "/" }
            shop { port = 81, expose = "/" }
            admin { port = 82, expose { path-prefix = "/", port = 15014 } }
            """));

        Assert.Equal(
            ["${ADDRESS:-127.0.0.1}:${WEB_PORT:-8000}:8000", "${ADDRESS:-127.0.0.1}:${SHOP_PORT:-8001}:8000", "${ADDRESS:-127.0.0.1}:${ADMIN_PORT:-15015}:15014"],
            compose.Services.Where(name => name is "web" or "shop" or "admin").Select(name => compose.Text(name, "ports", "0")));
    }

    [Fact]
    public void A_container_has_longer_to_end_than_requests_under_way()
    {
        var mesh = MeshSample.Mesh("mesh.drain.grace = 1m, services { web { port = 80 } }");

        Assert.Equal("70s", new ComposeDocument(ComposeFile.Of(mesh, "m.conf", out _)).Text("web-sidecar", "stop_grace_period"));
    }

    [Fact]
    public void What_no_container_can_be_is_said_and_has_a_stand_in()
    {
        var text = ComposeFile.Of(MeshSample.Mesh("services { web { port = 80, endpoints = [\"10.0.0.1:80\", \"w:81\"] } }"), "m.conf", out var lost);

        Assert.Equal(["no container can be at 10.0.0.1:80", "no container can be at w:81"], lost.Select(one => one.Message));
        Assert.Contains("web-sidecar", new ComposeDocument(text).Services);
    }

    [Theory]
    [InlineData("journal { port = 80 }", "services.journal: the control plane has a container named journal already")]
    [InlineData("a { port = 80, endpoints = [\"x:80\"] }, b { port = 80, endpoints = [\"x:80\"] }", "services.b: services.a has a container named x already")]
    [InlineData("a { port = 80, endpoints = [\"x:80\", \"y:80\"] }, y { port = 80 }", "services.y: services.a has a container named y already")]
    public void Two_containers_of_one_name_are_refused(string services, string problem) =>
        Assert.StartsWith(problem, Assert.Throws<PlacementException>(() => Compose(services)).Message, StringComparison.Ordinal);

    [Fact]
    public void Names_and_paths_mean_themselves()
    {
        var compose = new ComposeDocument(ComposeFile.Of(MeshSample.Mesh("services { on { port = 80 }, 8 { port = 81 } }"), "./a $b \"c\".conf", out _));

        Assert.Contains("on", compose.Services);
        Assert.Contains("8", compose.Services);
        Assert.Equal("./a $$b \"c\".conf:/etc/actormesh/mesh.conf:ro", compose.Items("control-1", "volumes")[^1]);
    }

    [Fact]
    public void The_file_of_the_repository_is_the_one_of_the_shop()
    {
        var mesh = MeshSample.Mesh(File.ReadAllText(Path.Combine(SourceTree.Root, "Cli", "Beginning", "shop.conf")));

        Assert.Equal(ComposeFile.Of(mesh, "./Cli/Beginning/shop.conf", out var lost), File.ReadAllText(Path.Combine(SourceTree.Root, "docker-compose.yml")));
        Assert.Empty(lost);
    }

    private static string Compose(string services) => ComposeFile.Of(MeshSample.Mesh($"services {{ {services} }}"), "mesh.conf", out _);
}
