using ActorMesh.Runtime.Contracts.Envoy.Core;

namespace ActorMesh.Hocon.Envoy.Checks;

/// <remarks>Source: Linux, include/net/tcp.h (MAX_TCP_KEEPCNT, MAX_TCP_KEEPIDLE, MAX_TCP_KEEPINTVL): the kernel takes nothing beyond.</remarks>
internal static class TcpKeepaliveCheck
{
    private const uint ProbesMax = 127;
    private const uint SecondsMax = 32767;

    public static void Run(TcpKeepalive keepalive, CheckContext context)
    {
        Within(TcpKeepalive.KeepaliveProbesFieldNumber, keepalive.KeepaliveProbes, ProbesMax);
        Within(TcpKeepalive.KeepaliveTimeFieldNumber, keepalive.KeepaliveTime, SecondsMax);
        Within(TcpKeepalive.KeepaliveIntervalFieldNumber, keepalive.KeepaliveInterval, SecondsMax);

        void Within(int field, uint? given, uint most)
        {
            if (given is 0 || given > most) context.Error(keepalive, field, $"{given} is outside 1..{most}");
        }
    }
}
