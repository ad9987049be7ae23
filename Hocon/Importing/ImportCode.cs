namespace ActorMesh.Hocon.Importing;

/// <summary>Codes of what is said about a file of another format.</summary>
internal static class ImportCode
{
    /// <summary>The text is none of its format.</summary>
    public const string Syntax = "AM0101";

    /// <summary>A value is of the wrong type.</summary>
    public const string WrongType = "AM0103";

    /// <summary>A field has no counterpart, so that what it says is lost.</summary>
    public const string NotCarried = "AM0801";

    /// <summary>A field was carried over as something near to it.</summary>
    public const string Approximated = "AM0802";
}
