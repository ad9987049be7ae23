namespace ActorMesh.Lab.Scenarios;

/// <summary>What a run is judged by. Names are those of scenario.conf.</summary>
public enum Measure
{
    Success,
    Amplification,
    P50,
    P90,
    P99,
    P999,
    Attempts,
    Peak,
    Retries,
    RefusedRetries,
    Ejections,
    Ejected,
    Opens,
    TimeToOpen,
    TimeToClose,
    Probes,
    Recovery,
}
