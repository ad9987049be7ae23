using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.HttpFilters;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Hocon.Compiling.Running;

/// <summary>What it means that the data plane has no such filter.</summary>
internal static class NotRunExtensions
{
    private static readonly string[] OfCors = [Cors.Descriptor.FullName, CorsPolicy.Descriptor.FullName];

    /// <summary>Whether a mesh is run without it.</summary>
    public static bool Holds(Any extension) =>
        Any.GetTypeName(extension.TypeUrl) is var name && (OfCors.Contains(name, StringComparer.Ordinal) || ExtensionTypes.Find(name) is not { } type || !ExtensionTypes.Runnable.Contains(type));

    public static (string Policy, string Effect) Of(Any extension) => OfCors.Contains(Any.GetTypeName(extension.TypeUrl), StringComparer.Ordinal)
        ? ("cors", "browsers of other sites are not answered as the policy says")
        : ("filters", "it is not run");
}
