using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Routing.Exchange;

namespace ActorMesh.DataPlane.Listening;

/// <summary>One chain of a listener that runs: what its connections are made of. It outlives its plan while connections are left.</summary>
internal sealed class ListenerChain(ChainPlan plan)
{
    public ChainPlan Plan { get; private set; } = plan;

    /// <summary>Set for HTTP.</summary>
    public HttpService? Service { get; private set; }

    /// <summary>Set for HTTP.</summary>
    public ConnectionGraph<ClientConnection>? Http { get; private set; }

    /// <summary>Set for bytes.</summary>
    public ConnectionGraph<UpstreamDial>? Tcp { get; private set; }

    /// <summary>Whether other rules came with the present plan than were there before.</summary>
    public bool HasOtherAccess { get; private set; }

    /// <summary>How long a connection may be without a request; null: for ever.</summary>
    public TimeSpan? SilenceMax => Plan.Http is { Server.IdleTimeout: var limit } && limit != Timeout.InfiniteTimeSpan ? limit : null;

    /// <summary>Whether connections that came under the plan before may go on under this one.</summary>
    public bool CanFollow(ChainPlan plan) => Plan.Entry.Equals(plan.Entry) && Plan.Http is null == plan.Http is null;

    public void Use(ChainPlan plan, HttpService? service, Func<ConnectionGraph<UpstreamDial>> drawTcp)
    {
        var isSameServer = Http is not null && plan.Http?.Server == Plan.Http?.Server && ReferenceEquals(service, Service);
        HasOtherAccess = plan.Http is not null && Plan.Http is not null && !plan.Http.Access.Equals(Plan.Http.Access);
        plan.Guards.TakeOver(Plan.Guards);
        (Plan, Service) = (plan, service);
        Tcp = plan.Tcp is null ? null : drawTcp();
        if (plan.Http is null) Http = null;
        else if (!isSameServer) Http = ConnectionGraphs.Http(service!, plan.Http.Server);
    }
}
