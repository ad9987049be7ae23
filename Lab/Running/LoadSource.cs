using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.Lab.Measuring;
using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Lab.Running;

/// <summary>Makes the requests of a scenario: open loop, so that a slow mesh gets no less. They go to the replicas in turn.</summary>
internal sealed class LoadSource
{
    /// <summary>The longest wait of an even load before it is looked at again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly ScenarioVariant _variant;
    private readonly IReadOnlyList<SimulatedReplica> _replicas;
    private readonly EventQueue _queue;
    private readonly FastRandom _random;
    private readonly Recorder _record;
    private readonly double _rateMax;
    private double _due;
    private int _turn;

    public LoadSource(ScenarioVariant variant, IReadOnlyList<SimulatedReplica> replicas, EventQueue queue, FastRandom random, Recorder record)
    {
        (_variant, _replicas, _queue, _random, _record) = (variant, replicas, queue, random, record);
        _rateMax = variant.Load.Rate * variant.Timeline.Aggregate(1.0, (most, fault) => most * Math.Max(1, fault.Load));
    }

    public void Start()
    {
        foreach (var fault in _variant.Timeline.Where(fault => fault.Burst > 0)) _queue.At(fault.From, () => Burst(fault.Burst));
        Plan();
    }

    private void Plan()
    {
        var wait = Wait(out var isRequest);
        if (_queue.Elapsed + wait >= _variant.Duration) return;
        _queue.After(wait, () =>
        {
            if (isRequest()) Send();
            Plan();
        });
    }

    /// <remarks>
    /// Random arrivals of a changing rate are drawn at the highest rate and thinned out (Lewis and Shedler, "Simulation of nonhomogeneous Poisson
    /// processes by thinning", 1979).
    /// </remarks>
    private TimeSpan Wait(out Func<bool> isRequest)
    {
        if (!_variant.Load.IsEven)
        {
            isRequest = () => _random.NextFraction() * _rateMax < RateNow();
            return TimeSpan.FromSeconds(LatencyModel.Exponential(_random) / _rateMax);
        }
        // Where the rate grows, requests that are due add up over short waits.
        var rate = RateNow();
        var wait = rate * Pause.TotalSeconds > 1 ? TimeSpan.FromSeconds(1 / rate) : Pause;
        _due += rate * wait.TotalSeconds;
        isRequest = () => _due > 1 - 1e-6 && _due-- > 0;
        return wait;
    }

    private double RateNow()
    {
        var rate = _variant.Load.Rate;
        if (_queue.Elapsed < _variant.Load.Ramp) rate *= Math.Max(_queue.Elapsed / _variant.Load.Ramp, 0.001);
        foreach (var fault in _variant.Timeline)
            if (fault.Load != 1 && fault.IsOn(_queue.Elapsed)) rate *= fault.Load;
        return rate;
    }

    private void Burst(int requests)
    {
        for (var i = 0; i < requests; i++) Send();
    }

    private void Send()
    {
        var start = _queue.Elapsed;
        _record.Asked(start);
        _replicas[_turn++ % _replicas.Count].Serve(new Visit(answer => _record.Answered(start, answer)));
    }
}
