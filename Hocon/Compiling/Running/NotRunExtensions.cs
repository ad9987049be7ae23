using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.HttpFilters;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Hocon.Compiling.Running;

/// <summary>What it means that the data plane has no such filter.</summary>
internal static class NotRunExtensions
{
    private const string NoHeaders = "browsers of other sites are not answered as the policy says";

    private static readonly Dictionary<string, (string Policy, string Effect)> ByName = new(StringComparer.Ordinal)
    {
        [Cors.Descriptor.FullName] = ("cors", NoHeaders),
        [CorsPolicy.Descriptor.FullName] = ("cors", NoHeaders),
    };

    /// <summary>Whether a mesh is run without it.</summary>
    public static bool Holds(Any extension) =>
        Any.GetTypeName(extension.TypeUrl) is var name && (ByName.ContainsKey(name) || ExtensionTypes.Find(name) is not { } type || !ExtensionTypes.Runnable.Contains(type));

    public static (string Policy, string Effect) Of(Any extension) =>
        ByName.GetValueOrDefault(Any.GetTypeName(extension.TypeUrl), ("filters", "it is not run"));
}
