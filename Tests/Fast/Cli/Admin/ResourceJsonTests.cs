using ActorMesh.Cli.Admin;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Admin;

public sealed class ResourceJsonTests
{
    [Fact]
    public void What_is_shown_holds_no_private_key_and_no_password()
    {
        var certificate = new TlsCertificate
        {
            CertificateChain = new DataSource { InlineString = "chain" }, PrivateKey = new DataSource { InlineString = "hunter1" }, Password = new DataSource { InlineString = "hunter2" },
            Pkcs12 = new DataSource { InlineBytes = ByteString.CopyFromUtf8("hunter3") },
        };
        var context = new DownstreamTlsContext { CommonTlsContext = new CommonTlsContext { TlsCertificates = { certificate } } };
        var socket = new TransportSocket { Name = "tls", TypedConfig = Any.Pack(context) };
        var bootstrap = new Bootstrap
        {
            StaticResources = new()
            {
                Listeners = { new Listener { Name = "in", FilterChains = { new FilterChain { TransportSocket = socket } } } },
                Secrets = { new Secret { Name = "own", TlsCertificate = certificate } },
            },
        };

        foreach (var shown in (string[])[ResourceJson.Of(bootstrap)!.ToJsonString(), ResourceJson.OfAny(bootstrap.StaticResources.Listeners[0]).ToJsonString()])
        {
            Assert.Contains("chain", shown, StringComparison.Ordinal);
            Assert.Contains("[redacted]", shown, StringComparison.Ordinal);
            Assert.DoesNotContain("hunter", shown, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String("hunter3"u8), shown, StringComparison.Ordinal);
        }
    }
}
