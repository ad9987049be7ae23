using ActorMesh.DataPlane.Bytes.Tls;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Bytes.Tls;

public sealed class HandshakeStepsTests
{
    [Fact]
    public async Task However_many_handshakes_break_others_go_on()
    {
        for (var i = 0; i < 10 * Environment.ProcessorCount; i++) HandshakeSteps.Enqueue(() => throw new InvalidOperationException("broken on purpose"));
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        HandshakeSteps.Enqueue(done.SetResult);
        await done.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }
}
