using System.Runtime.InteropServices;
using ActorMesh.ControlPlane.Identity.Issuing;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Identity;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.ControlPlane.Identity;

/// <summary>The certificates that this node has signed since it started and that have not ended. Any thread.</summary>
public sealed class IssuedBook(TimeProvider clock)
{
    /// <summary>Beyond it the one that ends first is left out.</summary>
    public const int Max = 10_000;

    /// <summary>Of one identity, beyond which that one of its own is left out.</summary>
    public const int PerIdentityMax = Max / 4;

    /// <summary>Certificates in one page; fewer when they weigh more than a piece may.</summary>
    public const int PageMax = 1_000;

    private readonly Lock _gate = new();
    private readonly PriorityQueue<IssuedSvid, DateTimeOffset> _byEnd = new();
    private readonly Dictionary<SpiffeId, int> _counts = [];

    /// <summary>By name, the newest first.</summary>
    public IReadOnlyList<IssuedSvid> All
    {
        get
        {
            lock (_gate)
            {
                Forget();
                return [.. _byEnd.UnorderedItems.Select(item => item.Element).OrderBy(svid => $"{svid.Id}", StringComparer.Ordinal).ThenByDescending(svid => svid.NotBefore)];
            }
        }
    }

    /// <param name="skip">Of <see cref="All"/>.</param>
    internal IssuedPage Page(int skip, string node, double rotateAt)
    {
        var all = All;
        var shown = all.Skip(Math.Max(0, skip)).Take(PageMax).Select(svid => new IssuedCertificate
        {
            Identity = $"{svid.Id}", Serial = svid.Serial, NotBefore = svid.NotBefore.ToTimestamp(), NotAfter = svid.NotAfter.ToTimestamp(), Issuer = svid.Issuer, Replaces = svid.Replaces,
        });
        return new IssuedPage { Node = node, RotateAt = rotateAt, Certificates = { FramePieces.Cut(shown).FirstOrDefault() ?? [] }, Total = all.Count };
    }

    internal void Add(IssuedSvid svid)
    {
        lock (_gate)
        {
            Forget();
            if (_counts.GetValueOrDefault(svid.Id) >= PerIdentityMax) LeaveOut(_byEnd.UnorderedItems.Where(item => item.Element.Id.Equals(svid.Id)).MinBy(item => item.Priority).Element);
            else if (_byEnd.Count >= Max) LeaveOut(_byEnd.Peek());
            _byEnd.Enqueue(svid, svid.NotAfter);
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, svid.Id, out _)++;
        }
    }

    private void Forget()
    {
        var now = clock.GetUtcNow();
        while (_byEnd.TryPeek(out var first, out var end) && end < now) LeaveOut(first);
    }

    private void LeaveOut(IssuedSvid svid)
    {
        _byEnd.Remove(svid, out _, out _);
        if (--CollectionsMarshal.GetValueRefOrNullRef(_counts, svid.Id) == 0) _counts.Remove(svid.Id);
    }
}
