using ActorMesh.DataPlane.Listening;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;

namespace ActorMesh.DataPlane.Configuration;

/// <summary>Turns an <c>envoy.config.listener.v3.FilterChainMatch</c> into a <see cref="ChainMatch"/>. Pure.</summary>
internal static class ChainMatchCompiler
{
    /// <exception cref="ResourceException">It cannot be run; the message says why.</exception>
    public static ChainMatch Compile(string resource, FilterChainMatch? match)
    {
        if (match is null) return ChainMatch.Everything;
        bool? isTls = match.TransportProtocol switch
        {
            "" => null,
            "tls" => true,
            "raw_buffer" => false,
            var other => throw new ResourceException(resource, $"transport_protocol '{other}' is none; use tls or raw_buffer"),
        };
        return new ChainMatch([.. match.ServerNames.Select(name => name.ToLowerInvariant())], isTls, [.. match.ApplicationProtocols]);
    }
}
