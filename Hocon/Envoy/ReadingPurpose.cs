namespace ActorMesh.Hocon.Envoy;

/// <summary>What a bootstrap is read for; it decides what becomes of fields that the data plane does not carry out.</summary>
internal enum ReadingPurpose
{
    /// <summary>Such a field is an error.</summary>
    Run,

    /// <summary>Such a field is a warning, unless it secures or narrows.</summary>
    RunLeniently,

    /// <summary>Everything that the resource model has is read; what it lacks is a warning that it is not carried over.</summary>
    Import,
}
