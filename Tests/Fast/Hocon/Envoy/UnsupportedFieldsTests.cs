using ActorMesh.Hocon.Envoy.Messages;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using Google.Protobuf.Reflection;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Envoy;

public sealed class UnsupportedFieldsTests
{
    [Fact]
    public void Every_message_that_is_listed_belongs_to_the_resource_model() =>
        Assert.Empty(UnsupportedFields.All.Select(listed => listed.Message).Distinct().Except(Model().Select(type => type.FullName)));

    [Fact]
    public void No_field_is_listed_that_has_joined_the_resource_model() =>
        Assert.Empty(UnsupportedFields.All.Intersect(Model().SelectMany(type => type.Fields.InDeclarationOrder().Select(field => (type.FullName, field.Name)))));

    private static HashSet<MessageDescriptor> Model()
    {
        var seen = new HashSet<MessageDescriptor>();
        var waiting = new Stack<MessageDescriptor>(ExtensionTypes.All.Append(Bootstrap.Descriptor));
        while (waiting.TryPop(out var type))
        {
            if (!seen.Add(type)) continue;
            foreach (var field in type.Fields.InDeclarationOrder())
                if (field.FieldType == FieldType.Message) waiting.Push(field.MessageType);
        }
        return seen;
    }
}
