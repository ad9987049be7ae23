using ActorMesh.ControlPlane.Resources;
using ActorMesh.ControlPlane.Xds.Subscriptions;
using ActorMesh.DataPlane.Identity;
using ActorMesh.Runtime.Time;
using Google.Protobuf;
using Grpc.Core;

namespace ActorMesh.Cli.Spiffe;

/// <summary>Serves secrets to callers: what each asks for, and again whenever that changes.</summary>
internal sealed class SecretStream(ApplicationIdentity application, WorkloadAudit audit, TimeProvider clock)
{
    private const string Identifier = "actormesh";

    /// <summary>Serves one caller.</summary>
    /// <param name="secrets">Of this stream alone.</param>
    /// <param name="hear">Has it hear a request.</param>
    /// <exception cref="RpcException">The caller asks for what there is not, or too often.</exception>
    /// <exception cref="NoIdentityException">There is no identity, or it has ended.</exception>
    /// <exception cref="TimeoutException">The certificate was not issued in time.</exception>
    public async Task Serve<TAsk, TAnswer>(
        IAsyncStreamReader<TAsk> asks, IServerStreamWriter<TAnswer> answers, SocketPeer peer, Subscription secrets, Func<TAsk, SecretAsk> hear, CancellationToken stop)
        where TAnswer : class, IMessage
    {
        var requests = new RequestBucket(DiscoveryStream.RequestsMax, DiscoveryStream.RequestsPerSecond);
        ApplicationEdition? edition = null;
        IReadOnlyCollection<string> names = [];
        var withKey = false;
        // Nothing is looked for before something is asked for.
        Task<ApplicationEdition>? next = null;
        // Not disposed of: it is cancelled with the other, when this has returned.
        var withoutKey = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var asked = asks.MoveNext(stop);
        while (true)
        {
            await Task.WhenAny(next is null ? [asked] : [asked, next]);
            if (asked.IsCompleted)
            {
                if (!await asked) return;
                names = Hear(asks.Current, hear, requests, peer).Names;
                asked = asks.MoveNext(stop);
                // A key is made for who asks for it.
                if (!withKey && ApplicationSecrets.NeedKey(names))
                {
                    (withKey, edition, next) = (true, null, null);
                    await withoutKey.CancelAsync();
                }
            }
            else
            {
                edition = await next!;
                next = null;
                if (withKey) audit.Say($"{peer} is given {edition.Id}, serial {edition.Serial}");
            }
            next ??= application.Next(edition, withKey, withKey ? stop : withoutKey.Token);
            if (edition is null) continue;
            using var all = new ApplicationSecrets(edition, withKey);
            foreach (var name in names.Where(name => !all.Set.ByName.ContainsKey(name))) audit.Warn($"{peer} asked for the secret {name[..Math.Min(name.Length, Interest.NameLengthMax)]}, which is not {edition.Id}'s");
            names = [];
            if (secrets.Next(all.Set, 0, clock, keepRemoved: false) is { } answer) await answers.WriteAsync((TAnswer)secrets.Write(answer, Identifier), stop);
        }
    }

    private SecretAsk Hear<TAsk>(TAsk request, Func<TAsk, SecretAsk> hear, RequestBucket requests, SocketPeer peer)
    {
        if (!requests.TryTake(clock.Now, out var wait)) throw Refused(StatusCode.ResourceExhausted, $"too many requests; the next may come in {wait.TotalSeconds:0.0} s");
        try
        {
            var ask = hear(request);
            if (ask.TypeUrl is not ("" or ResourceTypes.Secret)) throw Refused(StatusCode.InvalidArgument, $"there are secrets here, and no {ask.TypeUrl}");
            if (ask.Heard.Refusal is { } reason) audit.Warn($"{peer} did not take its secrets: {reason}");
            return ask;
        }
        catch (StreamRefusedException e)
        {
            throw Refused(e.Code, e.Message);
        }
    }

    private static RpcException Refused(StatusCode code, string reason) => new(new Status(code, reason));
}
