using ActorMesh.DataPlane.Http;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Routing.Filters;

/// <summary>One filter as one place of the configuration says it: all routes that inherit from that place share it.</summary>
/// <param name="name">Of the filter, in the list of the listener.</param>
/// <param name="place">Where it is configured, as in <c>virtual host 'a', route 'b'</c>; empty for the listener itself.</param>
internal abstract class RequestFilter(string name, string place)
{
    public string Name => name;

    public string Place => place;

    /// <summary>False for one that lets every request pass, and so need not be asked.</summary>
    public abstract bool DoesAnything { get; }

    /// <summary>True for one that decides who may do what: it is asked, too, about a request for which there is no route.</summary>
    public virtual bool IsGuard => false;

    /// <summary>For people.</summary>
    public abstract string Summary { get; }

    /// <summary>Decides about one request. Allocates nothing for one that passes.</summary>
    public abstract FilterVerdict Apply(RequestHead head, ExchangeFacts facts, ulong random);

    /// <summary>
    /// Goes on where the filter that stood in the same place of the last configuration is now: with its counters, and with what its buckets hold.
    /// Called before the first request.
    /// </summary>
    public abstract void TakeOver(RequestFilter previous, Instant now);
}
