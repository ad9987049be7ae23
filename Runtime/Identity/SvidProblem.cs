namespace ActorMesh.Runtime.Identity;

/// <summary>Why a certificate is not believed.</summary>
/// <param name="Message">A sentence for people: what is wrong, and what it has to be.</param>
public sealed record SvidProblem(SvidFault Fault, string Message);
