using System.Reflection;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace ActorMesh.Tests.Fast.Hocon.Envoy;

/// <summary>The resource model as it was compiled: whatever a file may hold stands here, and no message that programs send each other.</summary>
internal static class Contracts
{
    public static IReadOnlyList<MessageDescriptor> Messages { get; } =
    [
        .. typeof(Bootstrap).Assembly.GetTypes()
            .Where(type => typeof(IMessage).IsAssignableFrom(type) && !type.IsAbstract)
            .Select(type => (MessageDescriptor)type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!)
            .Where(type => type.FullName.StartsWith("envoy.", StringComparison.Ordinal) && !type.FullName.StartsWith("envoy.service.", StringComparison.Ordinal))
            .OrderBy(type => type.FullName, StringComparer.Ordinal),
    ];
}
