using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using ActionKinds = ActorMesh.Runtime.Contracts.Envoy.Routes.RateLimit.Types.Action.Types;
using LimitAction = ActorMesh.Runtime.Contracts.Envoy.Routes.RateLimit.Types.Action;

namespace ActorMesh.Hocon.Compiling.Filters;

/// <summary>Who shares a bucket: what a request is counted by.</summary>
/// <param name="Entry">The key of the descriptor's one entry.</param>
/// <param name="Action">What finds its value.</param>
internal sealed record LimitKey(string Entry, LimitAction Action)
{
    /// <param name="key"><c>client-ip</c>, <c>header:NAME</c>, <c>caller</c> or <c>none</c>.</param>
    /// <returns>Null when all requests share one bucket.</returns>
    public static LimitKey? Of(string key)
    {
        const string Header = "header:";
        if (key == "client-ip") return new LimitKey("remote_address", new LimitAction { RemoteAddress = new ActionKinds.RemoteAddress() });
        if (key == "caller") return FromHeader(CallerKey.Entry, CallerKey.Header);
        return key.StartsWith(Header, StringComparison.Ordinal) ? FromHeader(key[Header.Length..], key[Header.Length..]) : null;
    }

    public RateLimit Descriptor() => new() { Actions = { Action } };

    private static LimitKey FromHeader(string entry, string header) =>
        new(entry, new LimitAction { RequestHeaders = new ActionKinds.RequestHeaders { HeaderName = header, DescriptorKey = entry } });
}
