using ActorMesh.Runtime.Contracts.Envoy.Core;

namespace ActorMesh.Hocon.Envoy.Checks;

/// <remarks>Source: Linux, include/net/tcp.h (MAX_TCP_KEEPCNT, MAX_TCP_KEEPIDLE, MAX_TCP_KEEPINTVL): the kernel takes nothing beyond.</remarks>
internal static class TcpKeepaliveCheck
{
    private const uint ProbesMax = 127;
    private const uint SecondsMax = 32767;

    public static void Run(TcpKeepalive keepalive, CheckContext context)
    {
        context.UpTo(keepalive, TcpKeepalive.KeepaliveProbesFieldNumber, keepalive.KeepaliveProbes, ProbesMax);
        context.UpTo(keepalive, TcpKeepalive.KeepaliveTimeFieldNumber, keepalive.KeepaliveTime, SecondsMax);
        context.UpTo(keepalive, TcpKeepalive.KeepaliveIntervalFieldNumber, keepalive.KeepaliveInterval, SecondsMax);
    }
}
