namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>What becomes of x-forwarded-client-cert (HttpConnectionManager.forward_client_cert_details).</summary>
public enum ForwardingMode : byte
{
    /// <summary>It is removed.</summary>
    Sanitize,
    /// <summary>It stays if the client proved who it is.</summary>
    ForwardOnly,
    /// <summary>The same, and what the client proved is added.</summary>
    AppendForward,
    /// <summary>What the client proved takes its place.</summary>
    SanitizeSet,
    /// <summary>It stays, whoever sent it.</summary>
    AlwaysForwardOnly,
}
