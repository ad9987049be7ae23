using ActorMesh.Hocon.Envoy.Documents;
using ActorMesh.Hocon.Reading;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Hocon.Envoy.Messages;

/// <summary>Free-form data (node and endpoint metadata): whatever the document holds, by YAML's core schema.</summary>
internal sealed class StructReader(Findings findings)
{
    public Struct ReadStruct(MappingNode mapping, Location at)
    {
        var result = new Struct();
        foreach (var entry in mapping.Entries) result.Fields[entry.Key] = ReadValue(entry.Value, at.MapValue(entry));
        return result;
    }

    public ListValue ReadList(SequenceNode list, Location at)
    {
        var result = new ListValue();
        for (var i = 0; i < list.Items.Count; i++) result.Values.Add(ReadValue(list.Items[i], at.Item(i, list.Items[i])));
        return result;
    }

    public Value ReadValue(DocumentNode node, Location at) => node switch
    {
        MappingNode mapping => Value.ForStruct(ReadStruct(mapping, at)),
        SequenceNode list => new Value { ListValue = ReadList(list, at) },
        ScalarNode { IsNull: true } => Value.ForNull(),
        ScalarNode { AsBoolean: { } boolean } => Value.ForBool(boolean),
        ScalarNode { IsPlain: true } scalar when NumberReader.LooksLikeNumber(scalar.Text) => Number(scalar, at),
        _ => Value.ForString(((ScalarNode)node).Text),
    };

    private Value Number(ScalarNode scalar, Location at)
    {
        if (NumberReader.Double(scalar).Value is double number) return Value.ForNumber(number);
        findings.Error(at, $"the number {Quoted.Of(scalar.Text)} is too large");
        return Value.ForNumber(0);
    }
}
