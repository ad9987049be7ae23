using ActorMesh.Cli.Values;
using ActorMesh.ControlPlane.Registry;

namespace ActorMesh.Cli.Control;

/// <summary>What a person should know of the endpoints that registered themselves, a sentence each.</summary>
internal static class RegistryNotes
{
    /// <summary>Of each kind.</summary>
    public const int Max = 5;

    /// <summary>For how long it is said that an endpoint was taken away.</summary>
    public static readonly TimeSpan RemovedShown = TimeSpan.FromMinutes(10);

    public static IEnumerable<string> Of(RegistryView view, DateTimeOffset now) =>
    [
        .. view.Endpoints.Services.Order(StringComparer.Ordinal).SelectMany(service => Stale(service, view.Endpoints)).Take(Max),
        .. view.Removed.Where(removed => now - removed.At < RemovedShown).TakeLast(Max).Select(removed =>
            $"{removed.Registration.ProxyId} of {removed.Registration.Service} is no endpoint since {AgeText.Of(now - removed.At)}: {removed.Why}"),
    ];

    private static IEnumerable<string> Stale(string service, EndpointSet endpoints)
    {
        var stale = endpoints.Of(service).Where(endpoint => endpoint.IsStale).Select(endpoint => endpoint.Registration.ProxyId).ToList();
        if (stale.Count == 0) yield break;
        var names = string.Join(", ", stale.Take(Max)) + (stale.Count > Max ? $" and {stale.Count - Max} more" : "");
        var are = stale.Count == 1 ? "is out of sight, and stays an endpoint" : "are out of sight, and stay endpoints";
        yield return $"{names} of {service} {are} until others are in sight; for one that will not come back: actormesh forget {stale[0]}";
    }
}
