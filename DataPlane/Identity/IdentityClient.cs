using ActorMesh.DataPlane.Channels;
using ActorMesh.Runtime.Contracts.Control;
using Google.Protobuf;
using Grpc.Core;

namespace ActorMesh.DataPlane.Identity;

/// <summary>Asks control nodes for certificates, one after the other until one answers.</summary>
/// <param name="servers">HOST:PORT each.</param>
/// <param name="held">How they are connected to by whoever has an identity.</param>
internal sealed class IdentityClient(IReadOnlyList<string> servers, ControlPlaneTls held, TimeProvider clock, Random random)
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);

    private int _next = random.Next(servers.Count);

    /// <exception cref="RpcException">It was refused.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">Somebody else answers there.</exception>
    /// <exception cref="System.Net.Http.HttpRequestException">Nobody answers.</exception>
    public async Task<SvidAnswer> Ask(IdentityAsk ask, CancellationToken stop)
    {
        // The one that answered is asked again.
        var server = servers[_next];
        _next = (_next + 1) % servers.Count;
        var tls = ask.Token is { } token ? await FirstContact.With(server, token.Roots, clock, stop) : held;
        using var channel = ControlPlaneChannel.To(server, tls, pingEvery: null);
        var client = new Identities.IdentitiesClient(channel);
        var (request, replaces, deadline) = (UnsafeByteOperations.UnsafeWrap(ask.Request), ask.Replaces ?? "", clock.GetUtcNow().UtcDateTime + AnswerLimit);
        var answer = ask.Token is { } used
            ? await client.AttestAsync(new AttestAsk { CertificateRequest = request, Token = used.Text, Replaces = replaces }, deadline: deadline, cancellationToken: stop)
            : await client.RenewAsync(new RenewAsk { CertificateRequest = request, Replaces = replaces }, deadline: deadline, cancellationToken: stop);
        _next = (_next + servers.Count - 1) % servers.Count;
        return answer;
    }
}
