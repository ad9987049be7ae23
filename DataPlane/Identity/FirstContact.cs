using System.Net;
using System.Net.Http;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.DataPlane.Channels;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.DataPlane.Identity;

/// <summary>
/// How a workload that knows nobody finds whom to believe: a control node shows the mesh's roots to anybody, and the token says which one is
/// meant. Nothing is said to the node before it has proved by a certificate of that root that it is a control node.
/// </summary>
public static class FirstContact
{
    private const int BytesMax = 64 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="server">HOST:PORT.</param>
    /// <param name="named">By the token: a node of any of them is believed.</param>
    /// <returns>How to connect to the control plane.</returns>
    /// <exception cref="AuthenticationException">Somebody else answers there.</exception>
    /// <exception cref="HttpRequestException">Nobody answers.</exception>
    public static async Task<ControlPlaneTls> With(string server, RootNames named, TimeProvider clock, CancellationToken stop)
    {
        var shown = await Roots(server, stop);
        var roots = shown.Where(named.Has).ToList();
        if (roots.Count == 0)
            throw new AuthenticationException($"{server} is not the control plane that the token is for: it shows {shown.Count} roots, and none is the one that the token names");
        var verifier = new SvidVerifier(clock);
        return new ControlPlaneTls(
            () => null,
            (leaf, sent) => SvidRules.CheckLeaf(leaf, out var id) is { } problem ? problem.Message : ServerCheck.Problem(verifier, leaf, sent, new TrustBundle(id!.TrustDomain, roots, 0)));
    }

    private static async Task<X509Certificate2Collection> Roots(string server, CancellationToken stop)
    {
        // Whoever answers: what it says is judged by its hash.
        var anybody = new ControlPlaneTls(() => null, (_, _) => null);
        using var client = new HttpClient(ControlPlaneChannel.Handler(anybody, pingEvery: null)) { Timeout = Patience, MaxResponseContentBufferSize = BytesMax };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(ControlPlaneChannel.AddressOf(server, anybody), TrustRootsPath.Value))
        {
            Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var answer = await client.SendAsync(request, stop);
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"{server} shows no roots ({(int)answer.StatusCode}): is it a control node with identities?");
        try
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPem(await answer.Content.ReadAsStringAsync(stop));
            return roots;
        }
        catch (CryptographicException e)
        {
            throw new HttpRequestException($"{server} shows something else than roots: {e.Message}", e);
        }
    }
}
