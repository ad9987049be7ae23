using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Runtime.Membership;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Configuration;
using Google.Protobuf.WellKnownTypes;
using Verdict = ActorMesh.Runtime.Contracts.Control.LeaseAnswer.Types.Verdict;

namespace ActorMesh.ControlPlane.RateLimits;

/// <summary>Limits of the whole mesh, as one control node has a part in them: it hosts coordinators, and asks whichever node hosts the right one.</summary>
public sealed class RateLimits
{
    private const string ShardType = "rate-limits";

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromMilliseconds(200);

    private readonly RateLimitContext _context;
    private readonly IActorRef _region;
    private readonly CoordinatorTerm?[] _terms = new CoordinatorTerm?[CoordinatorSlots.Count];

    private RateLimits(RateLimitContext context, IActorRef region) => (_context, _region) = (context, region);

    /// <summary>
    /// What a control node's system is to be made with. Coordinators have no work to end: who does not hand one over soon was not told, and a node that
    /// leaves before it has heard who hands over waits for nobody.
    /// </summary>
    public static Config Configuration { get; } = ConfigurationFactory.ParseString(
        """
        akka {
          cluster.sharding.handoff-timeout = 5s
          coordinated-shutdown.phases.cluster-sharding-shutdown-region.timeout = 2s
        }
        """).WithFallback(ClusterSharding.DefaultConfig());

    public RateLimitCounters Counters => _context.Counters;

    /// <summary>Whether coordinators on this node may grant now: it hears from most control nodes.</summary>
    public bool MayGrant => _context.Permit.IsValid;

    internal GlobalLimits Limits => _context.Limits().Limits;

    /// <param name="system">A member of the cluster with the role <see cref="MemberRole.Control"/>, made with <see cref="Configuration"/>.</param>
    public static RateLimits Start(ActorSystem system, RateLimitContext context)
    {
        var sharding = ClusterSharding.Get(system);
        // No entity sleeps: one that woke again could not tell what its predecessor had granted, and would have to wait.
        var settings = ClusterShardingSettings.Create(system).WithRole(MemberRole.Control)
            .WithStateStoreMode(StateStoreMode.DData).WithRememberEntities(false).WithPassivateIdleAfter(TimeSpan.Zero);
        var region = sharding.Start(
            ShardType, RateLimitCoordinatorActor.Props(context), settings, CoordinatorSlots.Instance,
            ShardAllocationStrategy.LeastShardAllocationStrategy(absoluteLimit: 20, relativeLimit: 1), PoisonPill.Instance);
        system.ActorOf(MajorityHearingActor.Props(context, region), MajorityHearingActor.Name);
        var limits = new RateLimits(context, region);
        system.ActorOf(LeaseDeskActor.Props(limits), LeaseDesk.Name);
        return limits;
    }

    /// <summary>Asks the coordinator of the limit, wherever it is.</summary>
    /// <param name="sidecar">One for each stream.</param>
    /// <param name="service">That asks, as its certificate says; null where nobody is asked who they are.</param>
    public async Task<LeaseAnswer> Ask(string sidecar, LeaseAsk ask, string? service = null)
    {
        Counters.Asked();
        if (LimitKey.Of(ask.Limit) is not { } key || (service is not null && !Limits.IsOf(service, key))) return Nothing(ask, Verdict.Unlimited);
        var slot = key.Slot(CoordinatorSlots.Count);
        // What a sidecar says of terms is not believed: it could make coordinators begin anew for ever.
        ask.Known = Volatile.Read(ref _terms[slot]);
        LeaseAnswer answer;
        try
        {
            answer = (await _region.Ask<CoordinatedAnswer>(new CoordinatedAsk { Sidecar = sidecar, Ask = ask }, AnswerLimit)).Answer;
        }
        catch (AskTimeoutException)
        {
            Counters.WasUnanswered();
            return Nothing(ask, Verdict.Unsettled);
        }

        if (!Accept(slot, answer.Term))
        {
            Counters.WasStale();
            return Nothing(ask, Verdict.Unsettled);
        }

        Counters.HasGranted(answer.Tokens);
        return answer;
    }

    /// <summary>Takes tokens that are spent at once.</summary>
    /// <returns>Null when the coordinator does not answer.</returns>
    public async Task<TokensSpent?> Spend(LimitName limit, int hits)
    {
        try
        {
            return await _region.Ask<TokensSpent>(new SpendTokens { Limit = limit, Hits = hits }, AnswerLimit);
        }
        catch (AskTimeoutException)
        {
            Counters.WasUnanswered();
            return null;
        }
    }

    /// <returns>False for a term below one that was heard of.</returns>
    private bool Accept(int slot, CoordinatorTerm term)
    {
        while (true)
        {
            var known = Volatile.Read(ref _terms[slot]);
            var order = known is null ? 1 : (term.Epoch, term.Incarnation).CompareTo((known.Epoch, known.Incarnation));
            if (order <= 0) return order == 0;
            if (ReferenceEquals(Interlocked.CompareExchange(ref _terms[slot], term, known), known)) return true;
        }
    }

    private LeaseAnswer Nothing(LeaseAsk ask, Verdict verdict) => new()
    {
        Limit = ask.Limit,
        Number = ask.Number,
        Verdict = verdict,
        Term = ask.Known ?? new CoordinatorTerm(),
        Lifetime = Duration.FromTimeSpan(_context.Times.Lifetime),
        RetryAfter = Duration.FromTimeSpan(verdict == Verdict.Unlimited ? _context.Times.Lifetime : _context.Times.HearingInterval),
    };
}
