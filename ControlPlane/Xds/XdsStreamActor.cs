using ActorMesh.ControlPlane.Fleet;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.ControlPlane.Xds.Subscriptions;
using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Discovery;
using ActorMesh.Runtime.Time;
using Akka.Actor;
using Akka.Event;
using Google.Protobuf;
using Grpc.Core;
using Status = Grpc.Core.Status;

namespace ActorMesh.ControlPlane.Xds;

/// <summary>One connected client: keeps it at what the mesh runs, and tells the fleet how far it is.</summary>
public sealed class XdsStreamActor(XdsContext context, StreamLink link) : UntypedActor, IWithTimers
{
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly DiscoveryStream _stream = new(context.Clock);
    private readonly ForeignSecrets _foreign = new();
    private MeshResources _mesh = MeshResources.Empty;
    private MeshResources _source = MeshResources.Empty;
    private WorkloadResources? _resources;
    private ProxyState? _proxy;
    private ProxyState? _told;
    private HashSet<string>? _unserved;

    public abstract record Message
    {
        /// <summary>A <see cref="DiscoveryRequest"/> or <see cref="DeltaDiscoveryRequest"/>. The next one is read when this one is done with.</summary>
        internal sealed record Received(IMessage Request, TaskCompletionSource Done) : Message;

        /// <summary>The mesh may have changed.</summary>
        internal sealed record Wake : Message
        {
            public static readonly Wake Now = new();
        }

        /// <summary>What the mesh has for this client.</summary>
        /// <param name="Resources">Null when it has no such service.</param>
        internal sealed record Made(MeshResources Mesh, WorkloadResources? Resources) : Message;

        /// <summary>What the mesh has for this client could not be made.</summary>
        internal sealed record NotMade(MeshResources Mesh, Exception Why) : Message;

        /// <summary>An answer has waited long enough.</summary>
        internal sealed record Waited : Message;

        internal sealed record End(RpcException Reason) : Message;

        /// <summary>The client is gone.</summary>
        /// <param name="IsInOrder">It said that it sends nothing more. Else the connection broke.</param>
        internal sealed record Gone(bool IsInOrder) : Message;
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    public static Props Props(XdsContext context, StreamLink link) => Akka.Actor.Props.Create(() => new XdsStreamActor(context, link));

    protected override void PreStart()
    {
        if (!link.Accept(Self)) Context.Stop(Self);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Message.Received received:
                Take(received);
                break;
            // The mesh may call the service otherwise now.
            case Message.Wake when _proxy?.Proxy is { } proxy && link.Caller?.Problem(proxy.Id, proxy.Service) is { } problem:
                Refuse(StatusCode.PermissionDenied, problem);
                break;
            case Message.Wake or Message.Waited:
                Push();
                break;
            case Message.Made made when ReferenceEquals(made.Mesh, _mesh):
                Take(made.Mesh, made.Resources, _proxy!.Proxy);
                Push();
                break;
            case Message.NotMade not when ReferenceEquals(not.Mesh, _mesh):
                // The next wake asks for it again.
                _mesh = _source;
                _log.Error(not.Why, "what the mesh has for proxy {0} could not be made; it keeps what it has", _proxy!.Proxy.Id);
                break;
            case Message.Made or Message.NotMade:
                break;
            case Message.End end:
                End(end.Reason);
                break;
            case Message.Gone gone:
                if (gone.IsInOrder) Context.Parent.Tell(new XdsServerActor.Message.Finished());
                Context.Stop(Self);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override void PostStop() => link.End(null);

    private void Take(Message.Received received)
    {
        try
        {
            if (_proxy is null) Identify(received.Request is DiscoveryRequest first ? first.Node : ((DeltaDiscoveryRequest)received.Request).Node);
            var heard = received.Request is DiscoveryRequest request ? _stream.Hear(request) : _stream.Hear((DeltaDiscoveryRequest)received.Request);
            if (heard.TypeUrl == ResourceTypes.Secret) Audit(received.Request);
            if (heard.IsServed) Note(heard);
            else if ((_unserved ??= new HashSet<string>(StringComparer.Ordinal)).Count < ResourceTypes.InOrder.Count && _unserved.Add(heard.TypeUrl))
                _log.Info("proxy {0} asks for {1}, of which this control plane has nothing; it is not answered", _proxy!.Proxy.Id, heard.TypeUrl);
            Push();
        }
        catch (StreamRefusedException e)
        {
            Refuse(e.Code, e.Message);
        }
        finally
        {
            received.Done.TrySetResult();
        }
    }

    private void Identify(Node? node)
    {
        var identity = NodeReader.Identity(node);
        if (link.Caller?.Problem(identity.Id, identity.Service) is { } problem) throw new StreamRefusedException(StatusCode.PermissionDenied, problem);
        _proxy = new ProxyState(identity, NodeReader.Agent(node!), context.Clock.GetUtcNow(), NodeReader.Registration(node!, link.Elsewhere), _stream.States);
        _stream.BelievesVersions = NodeReader.IsOurs(node!);
    }

    private void Note(Heard heard)
    {
        context.Counters.Judged(heard);
        if (heard.Reply == Reply.Refused)
            _log.Warning("proxy {0} refuses {1} of version {2} and keeps what it had: {3}", _proxy!.Proxy.Id, heard.TypeUrl, _stream.States[heard.TypeUrl].Sent, heard.Refusal);
    }

    /// <summary>Whoever asks for the secret of somebody gets nothing, and is written down.</summary>
    private void Audit(IMessage request)
    {
        var names = request is DiscoveryRequest whole ? whole.ResourceNames : ((DeltaDiscoveryRequest)request).ResourceNamesSubscribe;
        foreach (var ask in _foreign.In(names, context.Feed.Secrets))
        {
            context.Counters.ForeignSecretAsked();
            context.Settings.Audit(new ForeignSecretAsk($"{link.Caller?.Id}", _proxy!.Proxy.Id, ask));
            _log.Warning("proxy {0} of {1} asks for the secret {2}, which is not handed out: it gets nothing", _proxy.Proxy.Id, _proxy.Proxy.Service, Quoted.Of(ask));
        }
    }

    private void Push()
    {
        if (_proxy is null) return;
        Look(_proxy.Proxy);
        if (_resources is not null)
        {
            foreach (var answer in _stream.Next(_resources, context.Feed.Secrets)) Send(answer);
            if (_stream.HeldUntil is { } until) Timers.StartSingleTimer("held", new Message.Waited(), until - context.Clock.Now);
            else Timers.Cancel("held");
        }

        Tell(_proxy with { Types = _stream.States });
    }

    /// <summary>A mesh that is older than what the client may have, and one that does not know it, leave it what it has.</summary>
    private void Look(ProxyIdentity proxy)
    {
        var mesh = context.Feed.Current;
        if (ReferenceEquals(mesh, _mesh) || (mesh.Epoch, mesh.Sequence).CompareTo((_mesh.Epoch, _mesh.Sequence)) < 0) return;
        _mesh = mesh;
        _ = mesh.Of(proxy).PipeTo(Self, success: resources => new Message.Made(mesh, resources), failure: e => new Message.NotMade(mesh, e));
    }

    private void Take(MeshResources mesh, WorkloadResources? found, ProxyIdentity proxy)
    {
        if (found is { } resources)
        {
            (_resources, _source) = (resources, mesh);
            _proxy = _proxy! with { Problem = null };
            return;
        }

        var problem = mesh.Services.Contains(proxy.Service)
            ? $"what the mesh has for {proxy.Service} cannot be compiled: this control node's log says why"
            : $"the mesh has no service {proxy.Service}{(NearestName.Hint(proxy.Service, mesh.Services) is { } hint ? $"; {hint}" : "")}";
        if (_proxy!.Problem != problem) _log.Warning("proxy {0} gets nothing and keeps what it has: {1}", proxy.Id, problem);
        _proxy = _proxy with { Problem = problem };
    }

    private void Send(Answer answer)
    {
        var identifier = $"actormesh epoch={_source.Epoch} sequence={_source.Sequence} node={context.Settings.Node}";
        context.Counters.Pushed(answer.TypeUrl);
        if (!link.TrySend(_stream.Write(answer, identifier))) End(StreamLink.NotRead);
    }

    /// <summary>Tells the fleet when something is different from what it was told last.</summary>
    private void Tell(ProxyState state)
    {
        _proxy = state;
        if (_told is { } told && told.Problem == state.Problem && HasSame(told.Types, state.Types)) return;
        _told = state;
        Context.Parent.Tell(new FleetMessage.Seen(state));
    }

    private static bool HasSame(IReadOnlyDictionary<string, TypeState> left, IReadOnlyDictionary<string, TypeState> right) =>
        left.Count == right.Count && left.All(type => right.GetValueOrDefault(type.Key) == type.Value);

    private void Refuse(StatusCode code, string why)
    {
        _log.Warning("the stream of proxy {0} ends: {1}", _proxy?.Proxy.Id ?? "(unknown)", why);
        End(new RpcException(new Status(code, why)));
    }

    private void End(RpcException reason)
    {
        context.Counters.StreamEnded();
        link.End(reason);
        Context.Stop(Self);
    }
}
