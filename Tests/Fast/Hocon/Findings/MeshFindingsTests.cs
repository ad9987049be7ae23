using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Findings;

public sealed class MeshFindingsTests
{
    [Fact]
    public void Findings_come_in_the_order_of_the_file()
    {
        var findings = Linted.All(
            """
            services {
              a { port = 8001, expose = "/", calls = [x], timeout { per-try = 5s, request = 5s }, outlier { max-ejected = 0%, always-keep-one = off }, endpoints = ["a:1", "a:1"] }
              b { port = 8002, calls = [y], mtls.mode = permissive }
            }
            """);
        Assert.Equal(findings.OrderBy(finding => finding.Span!.Value.Offset), findings);
        Assert.True(findings.Select(finding => finding.Code).Distinct(StringComparer.Ordinal).Count() > 5);
    }

    [Fact]
    public void A_default_that_is_wrong_is_said_once_however_many_services_have_it()
    {
        var services = string.Join('\n', Enumerable.Range(0, 200).Select(i => $"services.s{i} {{ port = {9000 + i}, expose = \"/\" }}"));
        var findings = Linted.Own("mesh.defaults { timeout { request = 2s, per-try = 2s }, retries.on = [\"429\"], mtls.mode = permissive }\n" + services);
        Assert.Equal(["AM0412", "AM0418", "AM0501"], findings.Select(finding => finding.Code));
    }

    [Fact]
    public void A_value_that_a_service_repeats_is_said_of_the_service()
    {
        var finding = Assert.Single(Linted.All("mesh.defaults.mtls.mode = permissive\nservices.a { port = 8001, expose = \"/\", mtls.mode = permissive }"), finding => finding.Code == "AM0501");
        Assert.Equal("services.a.mtls.mode", finding.Path);
    }

    [Fact]
    public void What_is_taken_back_with_null_is_said_of_who_wrote_it()
    {
        var finding = Assert.Single(
            Linted.All("mesh.defaults.mtls.mode = permissive\nservices.a { port = 8001, expose = \"/\", mtls.mode = null }"), finding => finding.Code == "AM0501");
        Assert.Equal("mesh.defaults.mtls.mode", finding.Path);
    }
}
