namespace ActorMesh.Cli.Up;

/// <summary>A service as the table shows it.</summary>
/// <param name="State">A word, and a number where there is one.</param>
/// <param name="IsReady">Whether all of it works.</param>
/// <param name="Listeners">Where it listens, and where its application finds others.</param>
/// <param name="Admin">URL of its sidecar's admin API.</param>
internal sealed record ServiceRow(string Service, string State, bool IsReady, ServiceFigures Figures, string Listeners, string Admin);
