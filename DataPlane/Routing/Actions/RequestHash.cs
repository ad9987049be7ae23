namespace ActorMesh.DataPlane.Routing.Actions;

/// <summary>The hash of one request, and the cookies that have to be set so that it comes back.</summary>
/// <param name="Value">What the balancer picks by.</param>
/// <param name="NewCookies">Bit n stands for the n-th hash policy: it made a cookie.</param>
/// <param name="CookieValue">The value of all those cookies.</param>
public readonly record struct RequestHash(ulong Value, uint NewCookies, ulong CookieValue)
{
    /// <summary>True when the response must carry Set-Cookie: see <see cref="HashPolicies.AddNewCookies"/>.</summary>
    public bool HasNewCookies => NewCookies != 0;
}
