namespace ActorMesh.Cli.Probing;

/// <summary>What <c>authz check -o json</c> prints.</summary>
/// <param name="Path">As rules see it.</param>
/// <param name="At">The line that decided, as <c>file:line:column</c>; null when it is only built in.</param>
internal sealed record AccessCheckShape(
    string ApiVersion, string Kind, string From, string To, string Method, string Path, string Host, bool Allowed, string Reason, string? At)
{
    public static AccessCheckShape Of(ProbeRequest request, string path, string host, AccessDecision access) => new(
        "actormesh/v1", "AuthorizationCheck", request.From, request.To, request.Method, path, host, access.IsAllowed, access.Reason, access.Origin?.ToString());
}
