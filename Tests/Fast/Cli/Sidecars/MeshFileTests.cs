using ActorMesh.Cli;
using ActorMesh.Cli.Sidecars;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Envoy;
using ActorMesh.Hocon.Mesh;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Sidecars;

public sealed class MeshFileTests : IDisposable
{
    private const string Shop =
        """
        mesh { name = shop, drain.grace = 7s, defaults.mtls.mode = off }
        services {
          frontend { port = 8080, expose = "/", calls = [orders] }
          orders {
            port = 8081
            routes { place { match { path = "/place" } } }
          }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("actormesh-mesh-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "mesh.conf");

    [Fact]
    public void A_service_is_compiled_to_what_runs()
    {
        var reading = Read(Shop, "frontend");
        Assert.Equal((0, true), (reading.Errors, reading.Bootstrap is not null));
        Assert.Equal("127.0.0.1:15000", reading.Admin?.ToString());
        Assert.Equal(TimeSpan.FromSeconds(7), reading.DrainLimit);
    }

    [Fact]
    public void What_is_asked_for_and_not_done_is_said_in_one_line()
    {
        var remark = Read(Shop, "frontend").Remark;
        Assert.StartsWith($"{Path}: compiled, but not carried out by this version: ", remark, StringComparison.Ordinal);
        Assert.Contains("access-log", remark, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", remark, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_of_the_whole_mesh_that_nobody_can_be_asked_for_is_said()
    {
        const string Limit = "rate-limit.global (it needs a control plane";
        Assert.DoesNotContain(Limit, Read(Shop, "orders").Remark, StringComparison.Ordinal);
        var limited = Shop.Replace("port = 8081", "port = 8081\n    rate-limit.global { rate = 5/s }", StringComparison.Ordinal);
        Assert.Contains(Limit, Read(limited, "orders").Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void Resources_lead_back_to_the_file()
    {
        var reading = Read(Shop, "frontend");
        Assert.Equal($"{Path}:3:3", reading.PositionOfListener("inbound"));
        Assert.Equal($"{Path}:3:27", reading.PositionOfListener("ingress"));
        Assert.Equal($"{Path}:3:50", reading.PositionOfListener("outbound/orders"));
        Assert.Equal($"{Path}:4:3", reading.PositionOfCluster("orders"));
        Assert.Equal($"{Path}:6:14", reading.PositionOfRoute(new RoutePlace("outbound/orders", 0, 0)));
    }

    [Fact]
    public void A_service_that_is_not_there_is_not_found_and_a_near_one_is_named()
    {
        var reading = Read(Shop, "ordrs");
        Assert.Equal((null, ExitCode.NotFound), (reading.Bootstrap, reading.ExitCode));
        Assert.Contains("did you mean `orders`?", Assert.Single(reading.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_mistakes_is_refused_with_all_of_them()
    {
        var reading = Read("mesh { name = shop }\nservices { a { port = 99999, cals = [b] } }", "a");
        Assert.Equal((null, ExitCode.Findings), (reading.Bootstrap, reading.ExitCode));
        Assert.Equal(["AM0104", "AM0106"], reading.Diagnostics.Select(diagnostic => diagnostic.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_fingerprint_tells_whether_any_of_the_files_has_changed()
    {
        var included = System.IO.Path.Combine(_folder, "orders.conf");
        File.WriteAllText(included, "services.orders { port = 8081 }");
        var file = Written("include \"orders.conf\"\nmesh { name = shop, defaults.mtls.mode = off }", "orders");
        var first = file.Read();
        Assert.Equal(0, first.Errors);
        Assert.Equal([Path, included], file.Files.Order(StringComparer.Ordinal));
        Assert.Equal(first.Fingerprint, file.Read().Fingerprint);
        File.WriteAllText(included, "services.orders { port = 8082 }");
        Assert.NotEqual(first.Fingerprint, file.Read().Fingerprint);
    }

    [Fact]
    public void A_file_that_is_gone_is_named() =>
        Assert.Contains(Path, Assert.Throws<IOException>(() => new MeshFile(Path, "a", OnOneMachine).Read()).Message, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Placement OnOneMachine(ServiceMesh mesh) => Placement.OnOneMachine(mesh, 0);

    private ConfigurationReading Read(string text, string service) => Written(text, service).Read();

    private MeshFile Written(string text, string service)
    {
        File.WriteAllText(Path, text);
        return new MeshFile(Path, service, OnOneMachine);
    }
}
