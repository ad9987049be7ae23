using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using Google.Protobuf.Reflection;

namespace ActorMesh.Hocon.Envoy.Messages;

/// <summary>Fields that we understand and cannot serve. Said once, at the field, without going into it.</summary>
internal static class RefusedFields
{
    private const string NeedsControlPlane = "needs a control plane connection, which this version does not have";

    public static (string Message, string Hint)? Find(FieldDescriptor field)
    {
        if (field.ContainingType == Bootstrap.Descriptor && field.FieldNumber == Bootstrap.DynamicResourcesFieldNumber)
            return (NeedsControlPlane, "put listeners and clusters into static_resources");
        if (field.ContainingType == HttpConnectionManager.Descriptor && field.FieldNumber == HttpConnectionManager.RdsFieldNumber)
            return (NeedsControlPlane, "put the routes inline, into route_config");
        return null;
    }
}
