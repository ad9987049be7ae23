using System.Collections;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Hocon.Importing.EnvoyFiles;

/// <summary>Walks a bootstrap and says of each field that is set whether it is carried over, so that an importer can't overlook one.</summary>
internal sealed class UncarriedFields(EnvoyFile file)
{
    private const int DepthMax = 80;

    public void Report() => Visit(file.Bootstrap, 0);

    private void Visit(IMessage message, int depth)
    {
        if (depth > DepthMax || CarriedFields.IsWhole(message.Descriptor)) return;
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            var value = field.Accessor.GetValue(message);
            if (!IsSet(message, field, value)) continue;
            if (!CarriedFields.Has(field)) file.Notes.NotCarried(file.At(message, field.FieldNumber), "this field has no counterpart in a mesh file");
            else if (field.FieldType == FieldType.Message) Inner(field, value, depth);
        }
    }

    private void Inner(FieldDescriptor field, object value, int depth)
    {
        IEnumerable<object?> values = field.IsMap ? ((IDictionary)value).Values.Cast<object?>() : field.IsRepeated ? ((IList)value).Cast<object?>() : [value];
        foreach (var inner in values)
        {
            if (inner is Any any)
            {
                if (file.Payload(any) is { } payload) Visit(payload, depth + 1);
            }
            else if (inner is IMessage message && !message.Descriptor.FullName.StartsWith("google.protobuf.", StringComparison.Ordinal))
            {
                Visit(message, depth + 1);
            }
        }
    }

    private static bool IsSet(IMessage message, FieldDescriptor field, object? value) => value switch
    {
        null => false,
        ICollection { Count: 0 } => false,
        _ when field.HasPresence => field.Accessor.HasValue(message),
        string { Length: 0 } or false => false,
        ByteString { IsEmpty: true } => false,
        System.Enum word => Convert.ToInt32(word, System.Globalization.CultureInfo.InvariantCulture) != 0,
        IConvertible number and not string and not bool => Convert.ToDouble(number, System.Globalization.CultureInfo.InvariantCulture) != 0,
        _ => true,
    };
}
