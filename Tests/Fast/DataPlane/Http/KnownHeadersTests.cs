using System.Text;
using System.Text.RegularExpressions;
using ActorMesh.DataPlane.Http;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Http;

public sealed partial class KnownHeadersTests
{
    public static TheoryData<KnownHeader> All => [.. Enum.GetValues<KnownHeader>().Where(known => known is not (KnownHeader.None or KnownHeader.XEnvoy or KnownHeader.XActorMesh))];

    [Theory]
    [MemberData(nameof(All))]
    public void Each_is_recognised_by_its_name_in_any_case(KnownHeader known)
    {
        var name = WordStart().Replace(known.ToString(), "-$0");
        Assert.Equal(known, KnownHeaders.Recognise(name.Octets()));
        Assert.Equal(known, KnownHeaders.Recognise(name.ToUpperInvariant().Octets()));
        Assert.Equal(known, KnownHeaders.Recognise(name.ToLowerInvariant().Octets()));
        Assert.Equal(KnownHeader.None, KnownHeaders.Recognise(Encoding.Latin1.GetBytes(name[..^1] + "~")));
    }

    [Theory]
    [InlineData("x-envoy-a", KnownHeader.XEnvoy)]
    [InlineData("X-Envoy-Upstream-Rq-Timeout-Ms", KnownHeader.XEnvoy)]
    [InlineData("x-envoy-1234", KnownHeader.XEnvoy)]
    [InlineData("x-envoy-12345678901234567890", KnownHeader.XEnvoy)]
    [InlineData("x-envoy", KnownHeader.None)]
    [InlineData("x-envoyer-a", KnownHeader.None)]
    [InlineData("x-actormesh-hops", KnownHeader.XActorMesh)]
    [InlineData("X-ActorMesh-Reason", KnownHeader.XActorMesh)]
    [InlineData("x-actormesh", KnownHeader.None)]
    [InlineData("", KnownHeader.None)]
    [InlineData("transfer_encoding", KnownHeader.None)]
    public void Families_are_recognised_by_their_prefix(string name, KnownHeader expected) => Assert.Equal(expected, KnownHeaders.Recognise(name.Octets()));

    [Theory]
    [InlineData("x_forwarded_client_cert")]
    [InlineData("X-Forwarded_Client-CERT")]
    public void Who_calls_is_recognised_as_applications_below_CGI_read_it(string name) => Assert.Equal(KnownHeader.XForwardedClientCert, KnownHeaders.Recognise(name.Octets()));

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex WordStart();
}
