using System.Buffers.Binary;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Discovery;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Load;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Security;
using Google.Protobuf;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Identity;

/// <summary>Who asks the control plane for what is not its own, as curl plays it.</summary>
[Collection(nameof(GuardedCollection))]
public sealed class ForeignCallerTests(GuardedMesh mesh) : IDisposable
{
    private const string Listeners = "type.googleapis.com/envoy.config.listener.v3.Listener", Secrets = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret";

    private readonly TemporaryFolder _folder = new("caller");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Listeners)]
    [InlineData(Secrets)]
    public async Task A_workload_that_asks_as_another_is_denied(string type)
    {
        var said = await Ask(mesh.Frontend, "web", type);
        Assert.Contains("grpc-status: 7", said, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("frontend", said, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_shows_no_certificate_is_told_how_to_get_one()
    {
        var said = await Ask(null, "web", Listeners);
        Assert.Contains("grpc-status: 16", said, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("attest with a token", said, StringComparison.Ordinal);
    }

    /// <summary>One request on a stream of discovery.</summary>
    private async Task<string> Ask(PemFiles? shown, string service, string type)
    {
        var message = new DiscoveryRequest { Node = new Node { Id = $"{service}-1", Cluster = service }, TypeUrl = type, ResourceNames = { $"spiffe://shop.local/ns/default/sa/{service}" } }.ToByteArray();
        var frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        await File.WriteAllBytesAsync(_folder.File("frame"), frame);
        string[] own = shown is null ? [] : ["--cert", shown.Certificate, "--key", shown.Key];
        return (await Curl.Run(
        [
            "--http2", "--insecure", .. own, "--header", "content-type: application/grpc", "--header", "te: trailers", "--data-binary", $"@{_folder.File("frame")}", "--output", "-",
            $"https://127.0.0.1:{mesh.Control.Xds}/envoy.service.discovery.v3.AggregatedDiscoveryService/StreamAggregatedResources",
        ])).Output;
    }
}
