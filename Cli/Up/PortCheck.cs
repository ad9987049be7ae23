using System.Net;
using System.Net.Sockets;

namespace ActorMesh.Cli.Up;

/// <summary>Finds the addresses that cannot be had, before anything is started.</summary>
internal static class PortCheck
{
    /// <summary>One line for each that is taken, or is wanted twice.</summary>
    public static IEnumerable<string> Conflicts(IReadOnlyList<PortUse> uses) => Conflicts(uses, Problem, PortHolder.Find);

    /// <param name="problem">Why an address cannot be had; null when it can.</param>
    /// <param name="holder">Who listens on a port; null when that cannot be known.</param>
    internal static IEnumerable<string> Conflicts(IReadOnlyList<PortUse> uses, Func<IPEndPoint, string?> problem, Func<int, string?> holder)
    {
        foreach (var same in uses.GroupBy(use => use.Address))
        {
            var users = string.Join(" and ", same.Select(use => use.User));
            if (same.Count() > 1) yield return $"{same.Key} is wanted by {users}";
            else if (problem(same.Key) is { } why) yield return $"{same.Key} for {users}: {(holder(same.Key.Port) is { } who ? $"{who} has it" : why)}";
        }
    }

    private static string? Problem(IPEndPoint address)
    {
        using var probe = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(address);
            return null;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.AddressAlreadyInUse ? "another process has it" : e.Message;
        }
    }
}
