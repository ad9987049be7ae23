using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.ControlPlane.Fleet;

/// <summary>What a control node knows of its proxies, as it goes over the wire: page by page, so that no message is large.</summary>
public static class FleetPages
{
    /// <summary>Proxies in one page; fewer when they weigh more than a piece may.</summary>
    public const int CountMax = 200;

    /// <summary>Characters of a refusal that go with it.</summary>
    public const int RefusalMax = 500;

    internal static FleetPage Of(FleetBook book, FleetQuery query, string node, IReadOnlyDictionary<ProxyKey, string> refused)
    {
        var known = book.Read(query.Service, new ProxyKey(query.AfterService, query.After));
        var count = query.Count is > 0 and <= CountMax ? query.Count : CountMax;
        var proxies = FramePieces.Cut(known.Take(count).Select(one => Of(one, refused.GetValueOrDefault(one.State.Proxy.Key, "")))).FirstOrDefault() ?? [];
        return new FleetPage { Node = node, Proxies = { proxies }, HasMore = known.Skip(proxies.Count).Any(), Total = book.Count(query.Service) };
    }

    internal static string Shortened(string text) => text.Length <= RefusalMax ? text : $"{text[..RefusalMax]}…";

    private static FleetProxy Of(KnownProxy known, string registrationProblem)
    {
        var state = known.State;
        var proxy = new FleetProxy
        {
            Id = state.Proxy.Id,
            Service = state.Proxy.Service,
            IsProxyless = state.Proxy.IsProxyless,
            Running = known.Progress.Running,
            Problem = state.Problem ?? "",
            RegistrationProblem = registrationProblem,
            Plain = known.Plain.Count,
            PlainAt = known.Plain.Count > 0 ? known.Plain.At.ToTimestamp() : null,
            Agent = state.Agent,
            State = known.LostAt is null ? FleetProxy.Types.State.Connected : FleetProxy.Types.State.Lost,
            ConnectedAt = state.Since.ToTimestamp(),
            LostAt = known.LostAt?.ToTimestamp(),
            Registration = state.Registration is { } registration ? Of(registration) : null,
        };
        proxy.Types_.AddRange(state.Types.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => new FleetType
        {
            TypeUrl = entry.Key, Sent = entry.Value.Sent, Acknowledged = entry.Value.Acknowledged, Refused = entry.Value.Refusal?.Version ?? 0,
            Refusal = Shortened(entry.Value.Refusal?.Reason ?? ""), At = entry.Value.At.ToTimestamp(),
        }));
        return proxy;
    }

    private static FleetRegistration Of(Registry.Registration registration)
    {
        var told = new FleetRegistration { Address = registration.Address, Port = registration.Port, Zone = registration.Zone ?? "", Weight = registration.Weight };
        foreach (var (name, value) in registration.Labels) told.Labels[name] = value;
        return told;
    }
}
