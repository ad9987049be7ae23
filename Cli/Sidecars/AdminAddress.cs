using System.Net;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Sidecars;

/// <summary>Where the admin API listens: <c>admin.address</c> of the bootstrap, on loopback only.</summary>
/// <remarks>Whoever reaches the port can drain the proxy and read its configuration, so it is not for the network.</remarks>
internal static class AdminAddress
{
    private const string FieldPath = "admin.address";

    /// <param name="admin">As read without errors; its port may be 0 for any that is free.</param>
    /// <returns>Null when the file asks for no admin API.</returns>
    public static IPEndPoint? Of(Runtime.Contracts.Envoy.Bootstrapping.Admin? admin) =>
        admin is null ? null : new IPEndPoint(IPAddress.Parse(admin.Address.SocketAddress.Address), (int)admin.Address.SocketAddress.PortValue);

    /// <summary>The reader warns of an address that is not loopback, since Envoy would take it. Here it is an error.</summary>
    public static Diagnostic Harden(Diagnostic diagnostic) => diagnostic is not { Path: FieldPath, Severity: DiagnosticSeverity.Warning }
        ? diagnostic
        : diagnostic with
        {
            Severity = DiagnosticSeverity.Error,
            Message = "the admin API listens on loopback only, because whoever reaches it can drain this proxy and read its configuration",
            Hint = "write 127.0.0.1 or ::1; to look at it from elsewhere, use ssh -L",
        };
}
