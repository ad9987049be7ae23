using ActorMesh.Cli.Hosting;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Hosting;

[Collection(SignalCollection.Name)]
public sealed class TerminationTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly OwnSignal _interrupt = OwnSignal.Interrupt(), _terminate = OwnSignal.Terminate();
    private readonly Termination _termination = Termination.Register();

    public void Dispose()
    {
        _termination.Dispose();
        _interrupt.Dispose();
        _terminate.Dispose();
    }

    [Fact]
    public void Unasked_it_waits()
    {
        Assert.False(_termination.First.IsCompleted);
        Assert.False(_termination.Second.IsCompleted);
    }

    [Fact]
    public async Task The_first_request_says_who_asked_and_the_second_means_at_once()
    {
        _termination.Request("POST /quit");
        Assert.Equal("POST /quit", await _termination.First);
        Assert.False(_termination.Second.IsCompleted);
        _termination.Request("another");
        await _termination.Second.WaitAsync(Limit);
        Assert.Equal("POST /quit", await _termination.First);
        _termination.Request("a third");
    }

    [Fact]
    public async Task Ctrl_c_asks()
    {
        _interrupt.Send();
        Assert.Equal("Ctrl-C", await _termination.First.WaitAsync(Limit));
    }

    [Fact]
    public async Task A_signal_asks_and_another_one_means_at_once()
    {
        _terminate.Send();
        Assert.Equal("SIGTERM", await _termination.First.WaitAsync(Limit));
        Assert.False(_termination.Second.IsCompleted);
        _interrupt.Send();
        await _termination.Second.WaitAsync(Limit);
    }

    [Fact]
    public async Task Once_disposed_it_hears_no_more_signals()
    {
        using var other = Termination.Register();
        _termination.Dispose();
        _terminate.Send();
        await other.First.WaitAsync(Limit);
        Assert.False(_termination.First.IsCompleted);
    }
}
