using ActorMesh.Hocon.Reading;

namespace ActorMesh.Tests.Fast.Hocon.Reading;

/// <summary>A value on one line, for tests to compare: <c>{a:[1,"x y"],b:null}</c>. Texts in quotes are those that were quoted.</summary>
internal static class Written
{
    public static string Of(ConfigValue? value) => value switch
    {
        ConfigScalar { IsQuoted: true } scalar => $"\"{scalar.Text}\"",
        ConfigScalar scalar => scalar.Text,
        ConfigArray array => $"[{string.Join(',', array.Items.Select(Of))}]",
        ConfigObject members => $"{{{string.Join(',', members.Entries.Select(entry => $"{entry.Key}:{Of(entry.Value)}"))}}}",
        ConfigNull => "null",
        _ => "nothing",
    };
}
