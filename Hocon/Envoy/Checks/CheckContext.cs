using System.Collections;
using ActorMesh.Hocon.Envoy.Documents;
using ActorMesh.Hocon.Envoy.Messages;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Hocon.Envoy.Checks;

/// <summary>
/// What checks report through. Fields are named by their numbers, which the compiler knows. Keeps quiet about
/// values that the reader has already complained of.
/// </summary>
internal sealed class CheckContext(Findings findings, SourceMap map)
{
    /// <summary>True when the file has layers of runtime values, which Envoy would look keys up in.</summary>
    public bool HasRuntimeLayers =>
        map.Of(map.Messages[0]).Node is MappingNode root && (root.Find("layered_runtime") ?? root.Find("layeredRuntime")) is not null;

    /// <summary>True when all that is read is a secret, as a control plane delivers it: in a file it stands within something.</summary>
    public bool IsDeliveredSecret => map.Messages[0] is Secret;

    public IEnumerable<T> All<T>()
        where T : IMessage => map.Messages.OfType<T>();

    public void Error(IMessage message, string text, string? hint = null)
    {
        if (!map.IsUnread(map.Of(message))) findings.Error(map.Of(message), text, hint);
    }

    public void Error(IMessage message, int field, string text, string? hint = null)
    {
        if (!IsUnread(message, field)) findings.Error(map.Of(message, FieldOf(message, field)), text, hint);
    }

    public void Error(IMessage message, int field, int index, string text, string? hint = null)
    {
        var location = map.Of(message, FieldOf(message, field), index);
        if (!IsUnread(message, field) && !map.IsUnread(location)) findings.Error(location, text, hint);
    }

    public void Warning(IMessage message, int field, string text, string? hint = null)
    {
        if (!IsUnread(message, field)) findings.Warning(map.Of(message, FieldOf(message, field)), text, hint);
    }

    /// <inheritdoc cref="Findings.Unread"/>
    public void Unread(IMessage message, int field, string text, string? hint = null)
    {
        if (!IsUnread(message, field)) findings.Unread(map.Of(message, FieldOf(message, field)), text, hint);
    }

    /// <inheritdoc cref="SourceMap.Mentions"/>
    public bool Mentions(IMessage message, int field) => map.Mentions(message, FieldOf(message, field));

    /// <summary>Reports a field that is absent or empty.</summary>
    /// <returns>True when there is a value to look at.</returns>
    public bool Require(IMessage message, int field, string? hint = null)
    {
        var descriptor = FieldOf(message, field);
        if (HasValue(descriptor.Accessor.GetValue(message))) return true;
        Error(message, field, map.Mentions(message, descriptor) ? "must not be empty" : "is required", hint);
        return false;
    }

    /// <summary>Reports that none of the fields is set of which <paramref name="member"/> is one.</summary>
    public bool RequireOneOf(IMessage message, int member, string? hint = null)
    {
        var oneof = FieldOf(message, member).ContainingOneof;
        if (oneof.Accessor.GetCaseFieldDescriptor(message) is not null) return true;
        var members = oneof.Fields.Where(field => NotRunFields.Find(field) is null).ToList();
        if (members.Any(field => map.Mentions(message, field) || map.IsUnread(message, field))) return false;
        var names = members.Select(field => $"`{field.Name}`").ToList();
        Error(message, names.Count == 1 ? $"{names[0]} is required" : $"one of {string.Join(", ", names)} is required", hint);
        return false;
    }

    /// <inheritdoc cref="SourceMap.IsUnread(IMessage, FieldDescriptor)"/>
    public bool IsUnread(IMessage message, int field) => map.IsUnread(message, FieldOf(message, field));

    /// <summary>Reports a number that is given and not one of 1 to <paramref name="most"/>.</summary>
    public void UpTo(IMessage message, int field, uint? given, uint most)
    {
        if (given is 0 || given > most) Error(message, field, $"{given} is outside 1..{most}");
    }

    /// <summary>Reports a duration that is given and shorter than <paramref name="least"/>.</summary>
    public void AtLeast(IMessage message, int field, Duration? given, TimeSpan least)
    {
        if (given is not null && given.ToTimeSpan() < least)
            Error(message, field, $"must be at least {least.TotalSeconds:0.###}s");
    }

    /// <inheritdoc cref="SourceMap.PayloadOf"/>
    public IMessage? PayloadOf(Any? any) => map.PayloadOf(any);

    /// <returns><c>line:column</c> of the field's value.</returns>
    public string PositionOf(IMessage message, int field) => map.Of(message, FieldOf(message, field)).Position.ToString();

    private static bool HasValue(object? value) => value switch
    {
        null => false,
        string text => text.Length > 0,
        ICollection collection => collection.Count > 0,
        _ => true,
    };

    private static FieldDescriptor FieldOf(IMessage message, int number) => message.Descriptor.FindFieldByNumber(number);
}
