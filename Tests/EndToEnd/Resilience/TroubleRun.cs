using ActorMesh.Tests.EndToEnd.Rig.Load;

namespace ActorMesh.Tests.EndToEnd.Resilience;

/// <summary>What callers saw of one replica's trouble.</summary>
/// <param name="During">Answers to requests since it began.</param>
/// <param name="Ejected">How long after that the replica was out; null when it was not waited for.</param>
/// <param name="AfterEjection">Those of the answers that were due a moment after the ejection.</param>
/// <param name="AttemptsAfterEjection">Attempts that were made at the replica though it was out.</param>
internal sealed record TroubleRun(SteadyAnswers During, TimeSpan? Ejected, SteadyAnswers? AfterEjection, long AttemptsAfterEjection);
