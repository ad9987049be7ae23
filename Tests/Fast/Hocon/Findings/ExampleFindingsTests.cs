using ActorMesh.Hocon.Reading;
using ActorMesh.Tests.Fast.Tidy;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Findings;

/// <summary>What is said about the meshes of the manual.</summary>
public sealed class ExampleFindingsTests
{
    [Fact]
    public void Nothing_is_wrong_with_the_shop_but_what_this_version_does_not_do() => Assert.Equal(
        """
        1:15 info AM0910 mesh.defaults.tracing
        1:15 info AM0910 mesh.defaults.access-log
        """,
        Listed("shop.conf", _ => true));

    [Fact]
    public void Every_knob_has_no_errors_and_is_honest_about_the_rest() => Assert.Equal(
        """
        40:79 info AM0410 mesh.defaults.limits.max-retry-buffer
        63:19 warning AM0209 services.orders.endpoints-dns
        72:7 info AM0302 services.orders.routes.place
        75:29 warning AM0405 services.orders.routes.place.timeout.request
        77:9 info AM0309 services.orders.routes.place.mirror
        101:43 warning AM0414 services.payments.timeout.per-try
        105:105 warning AM0430 services.payments.rate-limit.global.on-error
        """,
        Listed("every-knob.conf", finding => finding.Code != "AM0910"));

    private static string Listed(string example, Func<Diagnostic, bool> wanted) => string.Join('\n', Linted
        .All(File.ReadAllText(Path.Combine(SourceTree.Root, "Hocon", "Examples", example)))
        .Where(wanted)
        .Select(finding => $"{finding.Position} {finding.Severity.Word()} {finding.Code} {finding.Path}"));
}
