using ActorMesh.Runtime.Contracts.Envoy.Listeners;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class ListenerCheck
{
    public static void Run(Listener listener, CheckContext context)
    {
        context.Require(listener, Listener.NameFieldNumber);
        if (context.Require(listener, Listener.AddressFieldNumber) && listener.Address.SocketAddress is { } address)
            AddressCheck.RequireIp(address, context);

        if (listener.DefaultFilterChain is null && !context.IsUnread(listener, Listener.DefaultFilterChainFieldNumber))
            context.Require(listener, Listener.FilterChainsFieldNumber);
        if (listener.FilterChains.Count > 1)
            context.Error(
                listener, Listener.FilterChainsFieldNumber, 1,
                "this chain matches the same connections as the one before it",
                "keep one filter chain; criteria to choose by are not supported yet");

        if (listener.DrainType == Listener.Types.DrainType.ModifyOnly)
            context.Unread(listener, Listener.DrainTypeFieldNumber, "every listener drains when the whole proxy drains");
        if (listener.PerConnectionBufferLimitBytes == 0)
            context.Error(listener, Listener.PerConnectionBufferLimitBytesFieldNumber, "must be at least 1");
    }
}
