namespace ActorMesh.Runtime.Contracts;

/// <summary>What is told by pub-sub, under which topic.</summary>
public static class MeshTopics
{
    /// <summary><c>PublicationNotice</c>, to all control nodes.</summary>
    public const string Publications = "mesh-publications";

    /// <summary><c>RolloutAnnouncement</c>, to all control nodes.</summary>
    public const string Rollouts = "mesh-rollouts";
}
