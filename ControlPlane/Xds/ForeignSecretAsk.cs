namespace ActorMesh.ControlPlane.Xds;

/// <summary>A proxy asked for a secret that is not handed out: every private key is made where it is used.</summary>
/// <param name="Proxy">Its <c>node.id</c>, as it says.</param>
/// <param name="Service">Its <c>node.cluster</c>, as it says.</param>
/// <param name="Secret">The name that it asked for.</param>
public sealed record ForeignSecretAsk(string Proxy, string Service, string Secret);
