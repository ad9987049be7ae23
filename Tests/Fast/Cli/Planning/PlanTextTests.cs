using ActorMesh.Cli.Planning;
using ActorMesh.Cli.Terminals;
using ActorMesh.Hocon.Reading;
using ActorMesh.Tests.Fast.Cli.Meshes;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Planning;

public sealed class PlanTextTests
{
    private const string New = """
        services {
          orders {
            port = 8081
            versions { v2 = "version=v2" }
            endpoints = [{ address = "o:1", labels { version = v2 } }]
            routes {
              canary { match { header.x-beta = "1" }, split { v2 = 100% } }
            }
          }
          payments { port = 8083, timeout { request = 900ms } }
        }
        """;

    private static readonly SourceFile File = new("mesh.conf", New);

    [Fact]
    public void A_plan_says_what_changes_whom_it_reaches_and_what_the_checks_say()
    {
        var plan = new MeshPlan(
            [
                new Change(ChangeKind.Change, "services.payments.timeout.request", Scalar("1500ms"), Scalar("900ms"), At("900ms")),
                new Change(ChangeKind.Add, "services.orders.routes.canary", null, Scalar("unused"), At("canary")),
                new Change(ChangeKind.Remove, "services.inventory.fault", Scalar("off"), null, null),
            ],
            Resources(cds => cds.Changed.Add("payments"), rds => { rds.Changed.Add("orders"); rds.Added.Add("orders"); }),
            [Finding("AM0405", "payments could answer after orders gave up")],
            []);
        Assert.Equal(
            """
            ~ services.payments.timeout.request   1500ms -> 900ms                 mesh.conf:10:47
            + services.orders.routes.canary       header x-beta=1 -> v2 100%      mesh.conf:7:7
            - services.inventory.fault
            xDS    CDS ~1 (payments)   RDS ~1 +1 (orders)   LDS 0   EDS 0      reaches 3 proxies, 0 connections dropped
            Checks fixed AM0405 (payments could answer after orders gave up)    new: none
            plan 
            """,
            Text(plan)[..^"0000: 1 add, 1 change, 1 remove\n".Length]);
        Assert.Matches("plan [0-9a-f]{4}: 1 add, 1 change, 1 remove\n$", Text(plan));
    }

    [Fact]
    public void Nothing_is_said_of_nothing() =>
        Assert.Equal("nothing changes\n", Text(new MeshPlan([], Resources(_ => { }, _ => { }) with { Services = [] }, [], [])));

    [Fact]
    public void The_same_plan_has_the_same_id_and_another_has_another()
    {
        Assert.Equal(Id("900ms"), Id("900ms"));
        Assert.NotEqual(Id("900ms"), Id("901ms"));

        string Id(string value) => new MeshPlan(
            [new Change(ChangeKind.Change, "services.payments.timeout.request", Scalar("1500ms"), Scalar(value), At("900ms"))],
            Resources(_ => { }, _ => { }), [], []).Id;
    }

    private static string Text(MeshPlan plan)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        new PlanText(plan, MeshFiles.Mesh(New), new Paint(IsWanted: false)).Write(writer);
        return writer.ToString();
    }

    private static ResourceDiff Resources(Action<NameDiff> cds, Action<NameDiff> rds)
    {
        var kinds = Enum.GetValues<ResourceKind>().ToDictionary(kind => kind, _ => new NameDiff());
        cds(kinds[ResourceKind.Cds]);
        rds(kinds[ResourceKind.Rds]);
        return new ResourceDiff(kinds, 3, ["frontend", "orders", "payments"], 0);
    }

    private static Diagnostic Finding(string code, string message) =>
        new(DiagnosticSeverity.Warning, "mesh.conf", SourcePosition.Start, "services.payments", message, Code: code);

    private static ConfigScalar Scalar(string text) => new(default, text, IsQuoted: false);

    private static SourceSpan At(string text) => new(File, New.IndexOf(text, StringComparison.Ordinal), text.Length);
}
