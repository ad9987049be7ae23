namespace ActorMesh.ControlPlane.Xds;

/// <summary>A proxy asked for a secret that is not handed out: every private key is made where it is used.</summary>
/// <param name="Identity">Who it proved to be; empty where nobody is asked.</param>
/// <param name="Proxy">Its <c>node.id</c>.</param>
/// <param name="Secret">The name that it asked for.</param>
public sealed record ForeignSecretAsk(string Identity, string Proxy, string Secret);
