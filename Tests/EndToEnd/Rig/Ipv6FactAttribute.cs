using System.Net;
using System.Net.Sockets;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Rig;

/// <summary>A test that needs [::1], which some containers lack.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class Ipv6FactAttribute : FactAttribute
{
    public Ipv6FactAttribute()
    {
        if (!HasLoopback()) Skip = "this machine has no [::1]";
    }

    private static bool HasLoopback()
    {
        try
        {
            using var probe = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            probe.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
