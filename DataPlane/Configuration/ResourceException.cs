namespace ActorMesh.DataPlane.Configuration;

/// <summary>A resource cannot be run as it is. Nothing of the update that held it was applied.</summary>
public sealed class ResourceException(string resource, string problem, Exception? cause = null) : Exception($"{resource}: {problem}", cause)
{
    /// <summary>Which resource, such as <c>cluster 'orders'</c>.</summary>
    public string Resource => resource;

    /// <summary>What is wrong with it and what to do.</summary>
    public string Problem => problem;
}
