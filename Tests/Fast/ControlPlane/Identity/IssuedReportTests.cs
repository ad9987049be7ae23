using ActorMesh.ControlPlane.Identity;
using ActorMesh.Runtime.Contracts.Cluster;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Identity;

/// <summary>Whom it would cut off to believe a root no more.</summary>
public sealed class IssuedReportTests
{
    [Fact]
    public void Whoever_has_a_certificate_of_it_is_counted_and_named()
    {
        var problem = Report(Of("orders", "01"), Of("orders", "02"), Of("web", "03"), Of("stock", "04"), Of("payments", "05")).HeldProblem("root-1")!;

        Assert.StartsWith("5 certificates that root-1 signed are in use still, of /orders, /payments, /stock and 1 more:", problem, StringComparison.Ordinal);
        Assert.Contains("actormesh cert rotate", problem, StringComparison.Ordinal);
        Assert.Contains("--cut-off", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void What_its_holder_has_replaced_counts_no_more_whichever_node_signed_the_next() =>
        Assert.Null(Report(Of("orders", "01"), Of("orders", "02", "root-2", replaces: "01")).HeldProblem("root-1"));

    [Fact]
    public void Nobody_replaces_what_another_holds() =>
        Assert.StartsWith("1 certificates that root-1 signed are in use still, of /orders:", Report(Of("orders", "01"), Of("web", "02", "root-2", replaces: "01")).HeldProblem("root-1"), StringComparison.Ordinal);

    [Fact]
    public void While_a_node_does_not_answer_nobody_knows_what_it_has_signed() =>
        Assert.StartsWith("what b:1 has signed is not known: it cannot be reached;", (Report() with { Silent = [("b:1", "it cannot be reached")] }).HeldProblem("root-1"), StringComparison.Ordinal);

    [Fact]
    public void Certificates_of_other_roots_are_no_hindrance() => Assert.Null(Report(Of("orders", "01", "root-2")).HeldProblem("root-1"));

    private static IssuedReport Report(params IReadOnlyList<IssuedCertificate> certificates) => new([.. certificates.Select(one => new NodeCertificate("a:1", one, 0.5))], []);

    private static IssuedCertificate Of(string service, string serial, string issuer = "root-1", string replaces = "") =>
        new() { Identity = $"/{service}", Serial = serial, Issuer = issuer, Replaces = replaces };
}
