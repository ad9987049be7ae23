using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.ListenerFilters;
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
        FilterChainMatchCheck.Overlaps(listener, context);
        foreach (var filter in listener.ListenerFilters) Filter(filter, context);
        if (listener.DrainType == Listener.Types.DrainType.ModifyOnly)
            context.Unread(listener, Listener.DrainTypeFieldNumber, "every listener drains when the whole proxy drains");
        if (listener.PerConnectionBufferLimitBytes == 0)
            context.Error(listener, Listener.PerConnectionBufferLimitBytesFieldNumber, "must be at least 1");
    }

    private static void Filter(ListenerFilter filter, CheckContext context)
    {
        context.Require(filter, ListenerFilter.NameFieldNumber);
        if (!context.RequireOneOf(filter, ListenerFilter.TypedConfigFieldNumber, $"write typed_config: {{ \"@type\": type.googleapis.com/{TlsInspector.Descriptor.FullName} }}")) return;
        if (context.PayloadOf(filter.TypedConfig) is { } payload and not TlsInspector)
            context.Error(filter, ListenerFilter.TypedConfigFieldNumber, $"{Quoted.Of(payload.Descriptor.FullName)} is not a listener filter");
    }
}
