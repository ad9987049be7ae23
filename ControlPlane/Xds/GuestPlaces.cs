namespace ActorMesh.ControlPlane.Xds;

/// <summary>
/// Places for connections: so many in all, and so many of one <see cref="CallerNetwork"/>. Where none is left, who asks for nothing for longest gives its place to
/// who comes: nobody is kept out by others that are silent. Any thread.
/// </summary>
internal sealed class GuestPlaces(int max, int networkMax)
{
    private readonly Lock _gate = new();
    private readonly List<Guest> _all = [];

    /// <returns>False when all places are taken by those who ask for something.</returns>
    public bool TryEnter(Guest guest)
    {
        Guest? leaving = null;
        lock (_gate)
        {
            var isCrowded = _all.Count(other => other.Network.Equals(guest.Network)) >= networkMax;
            if (isCrowded || _all.Count >= max)
            {
                leaving = _all.Where(other => (!isCrowded || other.Network.Equals(guest.Network)) && other.SilentSince is not null).MinBy(other => other.SilentSince);
                if (leaving is null) return false;
                _all.Remove(leaving);
            }

            _all.Add(guest);
        }

        leaving?.Cut();
        return true;
    }

    public void Leave(Guest guest)
    {
        lock (_gate) _all.Remove(guest);
    }
}
