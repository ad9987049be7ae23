namespace ActorMesh.DataPlane.Resilience.Ejection;

/// <summary>What was decided about an endpoint.</summary>
public enum EjectionVerdict : byte
{
    /// <summary>It is out from now on.</summary>
    Ejected,
    /// <summary>It is in again.</summary>
    Returned,
    /// <summary>It would be out, but such ejections are not all carried out.</summary>
    NotEnforced,
    /// <summary>It would be out, but too many are out already.</summary>
    Overflow,
}
