using System.Collections;
using System.Collections.Concurrent;
using ActorMesh.Hocon.Envoy.Messages;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using UpstreamOptions = ActorMesh.Runtime.Contracts.Envoy.UpstreamHttp.HttpProtocolOptions;
using XdsRoute = ActorMesh.Runtime.Contracts.Envoy.Routes.Route;

namespace ActorMesh.Hocon.Compiling.Running;

/// <summary>Walks a configuration and takes out every field and every extension that is not run.</summary>
internal sealed class Removal
{
    private static readonly ConcurrentDictionary<MessageDescriptor, (FieldDescriptor Field, NotRunField? NotRun)[]> Plans = new();

    private readonly Stack<string> _resources = new();

    public List<LeftOut> LeftOut { get; } = [];

    public void Visit(IMessage message)
    {
        var name = NameOf(message);
        if (name is not null) _resources.Push(name);
        foreach (var (field, notRun) in Plans.GetOrAdd(message.Descriptor, Plan))
        {
            var value = field.Accessor.GetValue(message);
            if (value is null) continue;
            if (notRun is not null) Remove(message, field, value, notRun);
            else if (field.IsMap) VisitAll((IDictionary)value);
            else if (field.IsRepeated) VisitAll((IList)value);
            else if (value is Any any) field.Accessor.SetValue(message, Repacked(any));
            else Visit((IMessage)value);
        }
        Finish(message);
        if (name is not null) _resources.Pop();
    }

    private static (FieldDescriptor, NotRunField?)[] Plan(MessageDescriptor type) =>
    [
        .. from field in type.Fields.InDeclarationOrder()
           let notRun = NotRunFields.Find(field)
           where notRun is not null || IsVisited(field)
           select (field, notRun),
    ];

    // Wrapped numbers, durations and free structures hold nothing of ours.
    private static bool IsVisited(FieldDescriptor field)
    {
        if (field.FieldType != FieldType.Message) return false;
        var type = field.IsMap ? field.MessageType.FindFieldByNumber(2) : field;
        return type.FieldType == FieldType.Message
            && (type.MessageType == Any.Descriptor || !type.MessageType.FullName.StartsWith("google.protobuf.", StringComparison.Ordinal));
    }

    private void VisitAll(IDictionary map)
    {
        foreach (var key in map.Keys.Cast<object>().ToList())
        {
            if (map[key] is Any filter && key is string && NotRunExtensions.Holds(filter))
            {
                Tell(NotRunExtensions.Of(filter));
                map.Remove(key);
            }
            else if (map[key] is Any any) map[key] = Repacked(any);
            else Visit((IMessage)map[key]!);
        }
    }

    private void VisitAll(IList list)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (ExtensionIn(list[i]) is { } extension && NotRunExtensions.Holds(extension))
            {
                Tell(NotRunExtensions.Of(extension));
                list.RemoveAt(i--);
            }
            else Visit((IMessage)list[i]!);
        }
    }

    private static Any? ExtensionIn(object? element) => element switch
    {
        HttpFilter filter => filter.TypedConfig,
        Filter filter => filter.TypedConfig,
        _ => null,
    };

    private Any Repacked(Any any)
    {
        if (ExtensionTypes.Find(Any.GetTypeName(any.TypeUrl)) is not { } type) return any;
        var payload = type.Parser.ParseFrom(any.Value);
        Visit(payload);
        return Any.Pack(payload);
    }

    private void Remove(IMessage message, FieldDescriptor field, object value, NotRunField notRun)
    {
        switch (value)
        {
            case ICollection { Count: 0 } or "" or false:
            case System.Enum when Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture) == 0:
                return;
            case IDictionary map:
                foreach (var extension in map.Values.OfType<Any>()) Tell(NotRunExtensions.Of(extension));
                break;
            default:
                Tell((notRun.Policy, notRun.Effect));
                break;
        }
        field.Accessor.Clear(message);
    }

    private void Finish(IMessage message)
    {
        switch (message)
        {
            case XdsRoute { Metadata: { } metadata } route:
                if (IsEmptied(metadata)) route.Metadata = null;
                break;
            case Cluster cluster:
                // One that asked nothing but by gRPC asks nothing any more.
                foreach (var check in cluster.HealthChecks.Where(check => check.HealthCheckerCase == HealthCheck.HealthCheckerOneofCase.None).ToList())
                    cluster.HealthChecks.Remove(check);
                if (cluster.Metadata is { } ofCluster && IsEmptied(ofCluster)) cluster.Metadata = null;
                break;
            case HttpConnectionManager { CodecType: HttpConnectionManager.Types.CodecType.Http2 } manager:
                Tell(("protocol", "HTTP/1.1 is spoken"));
                manager.CodecType = HttpConnectionManager.Types.CodecType.Auto;
                break;
            case UpstreamTlsContext { CommonTlsContext: { } common } when common.AlpnProtocols.Remove("h2"):
                common.AlpnProtocols.Add("http/1.1");
                break;
            case UpstreamOptions.Types.ExplicitHttpConfig { ProtocolConfigCase: UpstreamOptions.Types.ExplicitHttpConfig.ProtocolConfigOneofCase.None } config:
                config.HttpProtocolOptions = new Http1ProtocolOptions();
                break;
        }
    }

    /// <summary>Takes out what nothing looks at.</summary>
    /// <returns>Whether nothing is left.</returns>
    private bool IsEmptied(Metadata metadata)
    {
        foreach (var name in metadata.FilterMetadata.Keys.Where(NotRunMetadata.Holds).ToList())
        {
            Tell(NotRunMetadata.Of(name));
            metadata.FilterMetadata.Remove(name);
        }

        return metadata.FilterMetadata.Count == 0;
    }

    private static string? NameOf(IMessage message) => message switch
    {
        Listener listener => $"listener {listener.Name}",
        Cluster cluster => $"cluster {cluster.Name}",
        XdsRoute route => $"route {route.Name}",
        _ => null,
    };

    private void Tell((string Policy, string Effect) what) =>
        LeftOut.Add(new LeftOut(what.Policy, string.Join(", ", _resources.Reverse()), what.Effect));
}
