namespace ActorMesh.Hocon.Reading.Resolving;

/// <summary>How far a path led before there was nothing more.</summary>
/// <param name="Within">The object that has no such key; null when it is no object.</param>
/// <param name="Index">Of the element that was not found.</param>
/// <param name="Found">The key is there, but its value is not: it is just what is being looked for, or an optional reference.</param>
internal readonly record struct PathEnding(ObjectShape? Within, int Index, Slot? Found);
