using System.Security.Cryptography;

namespace ActorMesh.ControlPlane.Identity.Issuing;

/// <summary>Serial numbers that nobody can guess and that are never given twice.</summary>
internal static class SerialNumber
{
    private const int Length = 16;

    /// <returns>16 random bytes; positive, and the first is not 0, as DER wants it.</returns>
    public static byte[] Next()
    {
        var bytes = RandomNumberGenerator.GetBytes(Length);
        bytes[0] = (byte)((bytes[0] & 0x3F) | 0x40);
        return bytes;
    }
}
