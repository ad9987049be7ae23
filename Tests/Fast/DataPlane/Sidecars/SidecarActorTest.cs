using System.Net;
using ActorMesh.DataPlane;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Tests.Fast.Kit;
using Akka.Actor;

namespace ActorMesh.Tests.Fast.DataPlane.Sidecars;

/// <summary>A data plane's root on real sockets of 127.0.0.1, in virtual time, with a name service at hand.</summary>
public abstract class SidecarActorTest : ActorTest
{
    private volatile SidecarStatus? _status;
    private IActorRef? _sidecar;

    internal ManualNames Names { get; } = new();

    protected IActorRef Sidecar => _sidecar ??= Sys.ActorOf(SidecarActor.Props(Traffic(), Names.Resolve, status => _status = status));

    /// <summary>Returns when every cluster and listener has digested what the sidecar told it.</summary>
    protected void SettleChildren()
    {
        Settle(Sidecar);
        foreach (var child in ((ActorRefWithCell)Sidecar).Children) Settle(child);
    }

    protected SidecarStatus Status => _status!;

    protected void Tell(SidecarActor.Message message)
    {
        Sidecar.Tell(message, TestActor);
        Settle(Sidecar);
    }

    protected SidecarActor.Message.Applied Apply(Bootstrap bootstrap)
    {
        Tell(new SidecarActor.Message.Apply(bootstrap));
        return ExpectMsg<SidecarActor.Message.Applied>();
    }

    protected string ApplyRefused(Bootstrap bootstrap)
    {
        Tell(new SidecarActor.Message.Apply(bootstrap));
        return ExpectMsg<SidecarActor.Message.Refused>().Reason;
    }

    /// <summary>Where a listener can be reached.</summary>
    protected IPEndPoint AddressOf(string listener) => Status.Listeners.Single(status => status.Name == listener).Address;

    internal Task<KeepAliveClient> Connect(string listener) => KeepAliveClient.Connect(AddressOf(listener));

    internal async Task<string> Get(string listener)
    {
        using var client = await Connect(listener);
        return await client.Get();
    }
}
