using Akka.Actor;

namespace ActorMesh.DataPlane;

/// <summary>Asks actors on behalf of those who know nothing of actors.</summary>
internal static class BoundedAsk
{
    extension(ICanTell actor)
    {
        /// <exception cref="TimeoutException">No answer came in time. Akka has an exception of its own for it, which is none.</exception>
        public async Task<T> AskWithin<T>(object message, TimeSpan limit)
        {
            try
            {
                return await actor.Ask<T>(message, limit);
            }
            catch (AskTimeoutException e)
            {
                throw new TimeoutException($"no answer within {limit.TotalSeconds:0} s", e);
            }
        }
    }
}
