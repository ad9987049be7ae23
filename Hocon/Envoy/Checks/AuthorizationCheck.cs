using System.Net;
using System.Net.Sockets;
using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Authorization;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using NetworkRbac = ActorMesh.Runtime.Contracts.Envoy.NetworkFilters.RBAC;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class AuthorizationCheck
{
    private const uint PortMax = 65535;
    private const string Everybody = "for everybody write any: true";
    private const string All = "for everything write any: true";

    public static void Run(NetworkRbac filter, CheckContext context) => context.Require(filter, NetworkRbac.StatPrefixFieldNumber);

    public static void Run(Policy policy, CheckContext context)
    {
        context.Require(policy, Policy.PermissionsFieldNumber, All);
        context.Require(policy, Policy.PrincipalsFieldNumber, Everybody);
    }

    public static void Run(Permission permission, CheckContext context)
    {
        if (!context.RequireOneOf(permission, Permission.AnyFieldNumber, All)) return;
        if (permission is { HasAny: true, Any: false }) context.Error(permission, Permission.AnyFieldNumber, "false says nothing", "leave it out");
        if (permission.HasDestinationPort) context.UpTo(permission, Permission.DestinationPortFieldNumber, permission.DestinationPort, PortMax);
    }

    public static void Run(Permission.Types.Set set, CheckContext context) => context.Require(set, Permission.Types.Set.RulesFieldNumber);

    public static void Run(Principal principal, CheckContext context)
    {
        if (!context.RequireOneOf(principal, Principal.AnyFieldNumber, Everybody)) return;
        if (principal is { HasAny: true, Any: false }) context.Error(principal, Principal.AnyFieldNumber, "false says nothing", "leave it out");
    }

    public static void Run(Principal.Types.Set set, CheckContext context) => context.Require(set, Principal.Types.Set.IdsFieldNumber);

    public static void Run(PathMatcher matcher, CheckContext context) => context.RequireOneOf(matcher, PathMatcher.PathFieldNumber);

    public static void Run(CidrRange range, CheckContext context)
    {
        if (!context.Require(range, CidrRange.AddressPrefixFieldNumber)) return;
        if (!IPAddress.TryParse(range.AddressPrefix, out var address))
            context.Error(range, CidrRange.AddressPrefixFieldNumber, $"{Quoted.Of(range.AddressPrefix)} is not an IP address");
        else if (range.PrefixLen is not { } bits)
            context.Error(range, CidrRange.PrefixLenFieldNumber, "is required: without it the range would be all addresses", "say how many bits of the address count");
        else if (bits > (address.AddressFamily == AddressFamily.InterNetwork ? 32u : 128u))
            context.Error(range, CidrRange.PrefixLenFieldNumber, $"{bits} is more bits than {range.AddressPrefix} has");
    }
}
