using System.Runtime.InteropServices;
using Akka.Actor;
using Grpc.Core;
using Status = Grpc.Core.Status;

namespace ActorMesh.ControlPlane.Xds;

/// <summary>How many streams each caller has open, so that one that lost its certificate to somebody leaves room for all others. Belongs to the server's actor.</summary>
internal sealed class CallerStreams(XdsSettings settings)
{
    private readonly Dictionary<IActorRef, Caller> _callers = [];
    private readonly Dictionary<string, int> _open = new(StringComparer.Ordinal);

    /// <returns>Why it gets no other one; null when it does.</returns>
    public RpcException? Refusal(Caller? caller)
    {
        if (caller is null) return null;
        if (_open.GetValueOrDefault(caller.Serial) >= settings.StreamsPerCertificateMax)
            return Refused($"{caller.Id} has {settings.StreamsPerCertificateMax} streams open here by one certificate, as many as it may; end some, or connect to another control node");
        return _open.GetValueOrDefault($"{caller.Id}") >= settings.StreamsPerIdentityMax
            ? Refused($"{caller.Id} has {settings.StreamsPerIdentityMax} streams open here, as many as it may; connect to another control node")
            : null;
    }

    public void Begin(IActorRef stream, Caller? caller)
    {
        if (caller is null) return;
        _callers[stream] = caller;
        CollectionsMarshal.GetValueRefOrAddDefault(_open, caller.Serial, out _)++;
        CollectionsMarshal.GetValueRefOrAddDefault(_open, $"{caller.Id}", out _)++;
    }

    public void End(IActorRef stream)
    {
        if (!_callers.Remove(stream, out var caller)) return;
        Leave(caller.Serial);
        Leave($"{caller.Id}");
    }

    private void Leave(string key)
    {
        if (--CollectionsMarshal.GetValueRefOrNullRef(_open, key) == 0) _open.Remove(key);
    }

    private static RpcException Refused(string why) => new(new Status(StatusCode.ResourceExhausted, why));
}
