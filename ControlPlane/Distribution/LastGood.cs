namespace ActorMesh.ControlPlane.Distribution;

/// <summary>
/// What a node runs and what it is about to run, of all that is published. It never goes back: not for a message that comes late or twice,
/// not for a leader that does not know yet that it was replaced, not for one whose journal has lost entries, and not when what is newer cannot be run.
/// </summary>
public sealed class LastGood
{
    /// <summary>The newest that was ever in hand here.</summary>
    public PublicationOrder Known { get; private set; }

    /// <summary>What is in force.</summary>
    public PublicationOrder InForce { get; private set; }

    /// <summary>The last one that could not be brought into force; cleared by a later one that was.</summary>
    public PublicationOrder? Refused { get; private set; }

    /// <summary>How often a replaced leader was not listened to.</summary>
    public long StaleCount { get; private set; }

    /// <summary>What a notice calls for. It says only that there is something: nothing is in hand yet.</summary>
    public PublicationVerdict Hear(PublicationOrder offered) => Judge(offered, aboveEpoch: long.MaxValue);

    /// <summary>As <see cref="Hear"/>, for what is in hand: from a newer one on, nothing below it is taken.</summary>
    /// <param name="aboveEpoch">Of epochs up to it, sequences do not count: their journal is gone.</param>
    public PublicationVerdict Take(PublicationOrder offered, long aboveEpoch = 0)
    {
        var verdict = Judge(offered, aboveEpoch);
        if (verdict == PublicationVerdict.Newer) Known = offered;
        return verdict;
    }

    /// <summary>It can be run.</summary>
    /// <returns>False when something newer is in force by now: then it must not be run.</returns>
    public bool Accept(PublicationOrder taken)
    {
        if (taken < InForce) return false;
        InForce = taken;
        if (Refused <= taken) Refused = null;
        return true;
    }

    /// <summary>It cannot be run: what is in force stays, and it is not tried again.</summary>
    public void Refuse(PublicationOrder taken)
    {
        if (taken > InForce && !(Refused > taken)) Refused = taken;
    }

    private PublicationVerdict Judge(PublicationOrder offered, long aboveEpoch)
    {
        if (offered > Known) return offered.Sequence > Known.Sequence || Known.Epoch <= aboveEpoch ? PublicationVerdict.Newer : PublicationVerdict.Behind;
        if (offered == Known) return PublicationVerdict.Known;
        if (offered.Epoch == Known.Epoch) return PublicationVerdict.Older;
        StaleCount++;
        return PublicationVerdict.Stale;
    }
}
