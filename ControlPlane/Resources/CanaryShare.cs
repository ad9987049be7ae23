using System.IO.Hashing;
using System.Text;

namespace ActorMesh.ControlPlane.Resources;

/// <summary>Which proxies get a revision first. Depends on nothing but the proxy's id, so that a larger share only ever adds proxies.</summary>
public static class CanaryShare
{
    private const ulong Parts = 10_000;

    /// <param name="percent">0 nobody, 100 everybody.</param>
    public static bool Includes(string proxyId, int percent) =>
        XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(proxyId)) % Parts < (ulong)Math.Clamp(percent, 0, 100) * (Parts / 100);
}
