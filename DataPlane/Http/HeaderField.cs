namespace ActorMesh.DataPlane.Http;

/// <summary>Where one header field lies. Offsets count from the start of the block's source, or of its own storage if <see cref="IsAdded"/>.</summary>
internal struct HeaderField
{
    public int NameStart;
    public int ValueStart;
    public int ValueLength;
    public int NameLength;
    public KnownHeader Known;
    public bool IsAdded;
    public bool IsRemoved;
    public bool IsNominated;
}
