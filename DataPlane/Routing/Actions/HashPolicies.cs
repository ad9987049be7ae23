using System.Buffers;
using System.Numerics;
using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Actions;

/// <summary>
/// The hash policies of a route, asked in order and combined: h = rotate left (h, 1) xor new. A source without a value adds nothing.
/// </summary>
public sealed class HashPolicies
{
    /// <summary>One bit each in <see cref="RequestHash.NewCookies"/>.</summary>
    internal const int PoliciesMax = 32;

    private readonly HashPolicy[] _policies;

    internal HashPolicies(HashPolicy[] policies) => _policies = policies;

    /// <summary>The hash of a request; false when no policy found anything, and the balancer is free.</summary>
    public bool TryHash(RequestHead head, ExchangeFacts facts, out RequestHash hash)
    {
        ulong value = 0, cookieValue = 0;
        uint newCookies = 0;
        var found = false;
        for (var i = 0; i < _policies.Length; i++)
        {
            if (!_policies[i].TryHash(head, facts, out var part))
            {
                if (_policies[i] is not CookieHash { Attributes: not null }) continue;
                cookieValue = CookieHash.NewValue(facts);
                newCookies |= 1u << i;
                part = CookieHash.HashOf(cookieValue);
            }
            value = found ? BitOperations.RotateLeft(value, 1) ^ part : part;
            found = true;
            if (_policies[i].IsTerminal) break;
        }
        hash = new RequestHash(value, newCookies, cookieValue);
        return found;
    }

    /// <summary>Adds the Set-Cookie fields that <paramref name="hash"/> asks for to a response.</summary>
    public void AddNewCookies(in RequestHash hash, HeaderBlock response, ArrayBufferWriter<byte> scratch)
    {
        for (var i = 0; i < _policies.Length; i++)
        {
            if ((hash.NewCookies & (1u << i)) == 0) continue;
            var cookie = (CookieHash)_policies[i];
            scratch.ResetWrittenCount();
            scratch.Write(cookie.NameAndSeparator);
            CookieHash.WriteValue(hash.CookieValue, scratch.GetSpan(CookieHash.ValueLength));
            scratch.Advance(CookieHash.ValueLength);
            scratch.Write(cookie.Attributes);
            response.Add("set-cookie"u8, scratch.WrittenSpan);
        }
    }
}
