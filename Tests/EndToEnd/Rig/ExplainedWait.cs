namespace ActorMesh.Tests.EndToEnd.Rig;

/// <summary>A wait that was in vain says what the processes said.</summary>
internal static class ExplainedWait
{
    public static async Task Explained(this Task wait, Func<string> outputs)
    {
        try
        {
            await wait;
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}\n{outputs()}", late);
        }
    }
}
