namespace ActorMesh.DataPlane.Identity;

/// <summary>
/// A key and the request for its certificate, until there is one: when an answer is lost, the very same is asked again, for which a token that was used
/// meanwhile stays good.
/// </summary>
/// <param name="token">By which it is asked for; null: by the identity that is held.</param>
internal sealed class IdentityDraft(string? token) : IDisposable
{
    public string? Token => token;

    public WorkloadKey Key { get; } = WorkloadKey.Create();

    /// <summary>PKCS #10, DER: the same bytes each time.</summary>
    public byte[] Request => field ??= Key.Request();

    public void Dispose() => Key.Dispose();
}
