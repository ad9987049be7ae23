namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>Who names the server in answers (HttpConnectionManager.ServerHeaderTransformation).</summary>
public enum ServerHeader : byte
{
    Overwrite,
    AppendIfAbsent,
    PassThrough,
}
