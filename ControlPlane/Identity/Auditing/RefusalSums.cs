using System.Net;

namespace ActorMesh.ControlPlane.Identity.Auditing;

/// <summary>
/// Which refusals are written one by one, and how many were not: so many of one kind and place in a while, and so many in all; the rest are summed.
/// One caller at a time.
/// </summary>
internal sealed class RefusalSums
{
    /// <summary>Of one kind and place within <see cref="Window"/>, and of all.</summary>
    public const int PlaceMax = 5, AllMax = 60;

    /// <summary>Places that are told apart; those beyond are summed together.</summary>
    public const int PlacesMax = 100;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Dictionary<AuditEvent, (int Written, long LeftOut)> _places = [];
    private DateTimeOffset _since;
    private int _written;

    /// <returns>Whether it is to be written; else it was counted.</returns>
    public bool Take(AuditEvent refusal, DateTimeOffset now)
    {
        if (_places.Values.All(place => place.LeftOut == 0) && now >= _since + Window) Begin(now);
        var place = PlaceOf(refusal);
        if (_places.Count >= PlacesMax && !_places.ContainsKey(place)) place = new AuditEvent(refusal.What, "");
        var (written, leftOut) = _places.GetValueOrDefault(place);
        var isWritten = written < PlaceMax && _written < AllMax;
        _places[place] = isWritten ? (written + 1, leftOut) : (written, leftOut + 1);
        if (isWritten) _written++;
        return isWritten;
    }

    /// <returns>A line for each place of which some were left out.</returns>
    public IReadOnlyList<AuditEvent> End()
    {
        List<AuditEvent> sums = [.. _places.Where(place => place.Value.LeftOut > 0).Select(place => place.Key with { Times = place.Value.LeftOut, Reason = "as before; these were not written one by one" })];
        Begin(DateTimeOffset.MinValue);
        return sums;
    }

    private void Begin(DateTimeOffset now)
    {
        (_since, _written) = (now, 0);
        _places.Clear();
    }

    private static AuditEvent PlaceOf(AuditEvent refusal) => new(refusal.What, refusal.Identity)
    {
        By = refusal.By, Address = IPAddress.TryParse(refusal.Address, out var address) ? $"{CallerNetwork.Of(address)}" : refusal.Address,
    };
}
