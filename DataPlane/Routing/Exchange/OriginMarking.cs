using System.Text;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Retrying;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>Marks failures that were tried again already, and tells the other side of this proxy of them (<see cref="OriginMark"/>).</summary>
internal static class OriginMarking
{
    /// <summary>Of what another proxy said, so much is remembered.</summary>
    private const int NotedMax = 512;

    /// <param name="answer">Of a failure, as it goes to the client.</param>
    public static void Apply(HeaderBlock answer, HeaderBlock request, GivenUpRequests givenUp, ExchangePlan plan, RetryState retries)
    {
        var slot = answer.Find(OriginMark.Name);
        if (plan.Configuration.Connection.UseRemoteAddress)
        {
            // Whoever is outside the mesh shall not learn what is behind it.
            if (slot >= 0) answer.Remove(OriginMark.Name);
            return;
        }

        var id = request.Find(KnownHeader.XRequestId) is >= 0 and var idSlot ? request.Value(idSlot) : default;
        if (slot >= 0)
        {
            var text = answer.Value(slot);
            givenUp.Note(id, Encoding.Latin1.GetString(text[..Math.Min(text.Length, NotedMax)]));
        }
        else if (retries.GaveUp is { } reason && retries.Policy.UsesOriginMark)
        {
            var text = $"{plan.Cluster?.Name}; tries={plan.Attempts}; {reason}";
            givenUp.Note(id, text);
            answer.Add(OriginMark.Name, Encoding.ASCII.GetBytes(text));
        }
        else if (givenUp.Find(id) is { } known)
        {
            answer.Add(OriginMark.Name, Encoding.Latin1.GetBytes(known));
        }
    }
}
