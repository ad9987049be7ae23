namespace ActorMesh.ControlPlane;

/// <summary>One proxy among all: its service, which its certificate proves, and what it calls itself there. So no service takes the place of another's proxy.</summary>
public readonly record struct ProxyKey(string Service, string Id)
{
    /// <summary>By id.</summary>
    public static readonly Comparer<ProxyKey> InOrder = Comparer<ProxyKey>.Create(static (left, right) =>
        string.CompareOrdinal(left.Id, right.Id) is not 0 and var order ? order : string.CompareOrdinal(left.Service, right.Service));
}
