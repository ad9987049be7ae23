using ActorMesh.DataPlane.Bytes;
using ActorMesh.Tests.Fast.Kit;
using Akka;
using Akka.Streams;
using Akka.Streams.Dsl;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Bytes;

/// <summary><see cref="StageSignal"/> goes past Akka's public face. Should another version of Akka work otherwise, it is here that it shows.</summary>
public sealed class StageSignalTests : IClassFixture<StageLab>
{
    private readonly StageLab _lab;
    private readonly SinkProbe<NotUsed> _end;
    private readonly SourceProbe<string> _words;
    private readonly SinkProbe<string> _heard;
    private int _calls;

    public StageSignalTests(StageLab lab)
    {
        _lab = lab;
        _end = new SinkProbe<NotUsed>(lab, _ => "");
        _words = new SourceProbe<string>(lab);
        _heard = new SinkProbe<string>(lab, word => word);
    }

    [Fact]
    public void It_wakes_its_stage_from_another_thread_in_the_thread_of_the_stream()
    {
        var calledIn = 0;
        var probe = Start(() => calledIn = Environment.CurrentManagedThreadId);
        Elsewhere(probe.Signal.Fire);
        Assert.Equal(0, calledIn);
        _lab.Dispatcher.Settle();
        Assert.Equal(Environment.CurrentManagedThreadId, calledIn);
    }

    [Fact]
    public void Each_signal_is_one_call()
    {
        var probe = Start(() => _calls++);
        for (var signal = 0; signal < 1_000; signal++) probe.Signal.Fire();
        _lab.Dispatcher.Settle();
        Assert.Equal(1_000, _calls);
    }

    [Fact]
    public void Signals_of_many_threads_lose_nothing_that_was_noted_before_them()
    {
        const int Threads = 4, Notes = 5_000;
        var (noted, seen) = (0, 0);
        var probe = Start(() => seen = Volatile.Read(ref noted));
        var writers = Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            for (var note = 0; note < Notes; note++)
            {
                Interlocked.Increment(ref noted);
                probe.Signal.Fire();
            }
        })).ToList();
        writers.ForEach(writer => writer.Start());
        _lab.Dispatcher.Until(() => seen == Threads * Notes);
        writers.ForEach(writer => writer.Join());
    }

    [Fact]
    public void It_may_be_fired_as_soon_as_it_is_made()
    {
        Start(() => _calls++, firesAtStart: true);
        Assert.Equal(1, _calls);
    }

    [Fact]
    public void A_stage_may_fire_its_own_signal_again()
    {
        StageSignalProbe probe = null!;
        probe = Start(() =>
        {
            if (++_calls < 10) probe.Signal.Fire();
        });
        probe.Signal.Fire();
        _lab.Dispatcher.Settle();
        Assert.Equal(10, _calls);
    }

    [Fact]
    public void After_its_stage_has_stopped_it_does_nothing_and_disturbs_nobody_in_the_stream()
    {
        var probe = Start(() => _calls++);
        _end.Cancel();
        probe.Signal.Fire();
        Elsewhere(probe.Signal.Fire);
        _lab.Dispatcher.Settle();
        Assert.Equal(0, _calls);
        _heard.Ask();
        _words.Push("alive");
        Assert.Equal(["alive"], _heard.Got);
    }

    [Fact]
    public void A_signal_that_was_on_its_way_when_its_stage_stopped_does_nothing()
    {
        StageSignalProbe probe = null!;
        probe = Start(() =>
        {
            _calls++;
            probe.Signal.Fire();
            probe.Stop();
        });
        probe.Signal.Fire();
        _lab.Dispatcher.Settle();
        Assert.Equal((1, true), (_calls, _end.IsComplete));
    }

    [Fact]
    public void After_its_stream_has_ended_it_does_nothing()
    {
        var probe = Start(() => _calls++);
        _end.Cancel();
        _words.Complete();
        Assert.True(_heard.IsComplete);
        probe.Signal.Fire();
        Elsewhere(probe.Signal.Fire);
        _lab.Dispatcher.Settle();
        Assert.Equal(0, _calls);
    }

    private static void Elsewhere(Action what)
    {
        var thread = new Thread(what.Invoke);
        thread.Start();
        thread.Join();
    }

    /// <summary>A stream of two parts: the stage with the signal, and beside it two probes that show whether the stream lives.</summary>
    private StageSignalProbe Start(Action onSignal, bool firesAtStart = false)
    {
        var probe = new StageSignalProbe(onSignal, firesAtStart);
        _lab.Run(RunnableGraph.FromGraph(GraphDsl.Create(parts =>
        {
            parts.From(Source.FromGraph(probe)).To(Sink.FromGraph(_end));
            parts.From(Source.FromGraph(_words)).To(Sink.FromGraph(_heard));
            return ClosedShape.Instance;
        })));
        return probe;
    }
}
