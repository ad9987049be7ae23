using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Sources;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Importing.Writing;

/// <summary>Leaves out what holds anyway: what the section further out says, and in the end <c>reference.conf</c>.</summary>
internal static class BuiltInValues
{
    private static readonly Lazy<DraftObject> Defaults = new(
        () => ConfigReader.Read(Reference.File).Root?.At("mesh", "defaults") is ConfigObject defaults ? (DraftObject)Draft(defaults) : new DraftObject());

    /// <summary>Removes from <paramref name="section"/> what <paramref name="outer"/>, nearest first, or the language says in the same words.</summary>
    public static void Omit(DraftObject section, params ReadOnlySpan<DraftObject> outer)
    {
        var effective = new DraftObject();
        foreach (var layer in outer) effective.FillFrom(layer);
        effective.FillFrom(Defaults.Value);
        Omit(section, effective);
    }

    private static void Omit(DraftObject section, DraftObject effective)
    {
        foreach (var entry in section.Entries.ToList())
        {
            var holds = effective.Find(entry.Key);
            if (entry.Value is DraftObject inner && holds is DraftObject outer)
            {
                Omit(inner, outer);
                // What a section is switched on by must not vanish with the rest of it.
                if (!inner.IsEmpty) continue;
                if (IsOff(outer)) section.Put(entry.Key, DraftNode.On, entry.Comment);
                else section.Remove(entry.Key);
            }
            else if (entry.Comment is null && holds is not null && (Same(entry.Value, holds) || (entry.Value == DraftNode.Off && holds is DraftObject off && IsOff(off))))
            {
                section.Remove(entry.Key);
            }
        }
    }

    private static bool IsOff(DraftObject section) => section.Find("enabled") == DraftNode.Off;

    private static bool Same(DraftNode left, DraftNode right) => (left, right) switch
    {
        (DraftList a, DraftList b) => a.Items.Count == b.Items.Count && a.Items.Zip(b.Items).All(pair => Same(pair.First, pair.Second)),
        (DraftList, _) or (_, DraftList) or (DraftObject, _) or (_, DraftObject) => false,
        _ => TextOf(left) is var a && TextOf(right) is var b
            && (a == b || (ForeignDuration.Parse(a) is { } first && ForeignDuration.Parse(b) is { } second && first == second)),
    };

    private static string TextOf(DraftNode node) => node is DraftWord word ? word.Word : ((DraftText)node).Text;

    private static DraftNode Draft(ConfigValue value)
    {
        switch (value)
        {
            case ConfigObject section:
                var draft = new DraftObject();
                foreach (var entry in section.Entries) draft.Put(entry.Key, Draft(entry.Value));
                return draft;
            case ConfigArray array:
                return new DraftList([.. array.Items.Select(Draft)]);
            case ConfigScalar { IsQuoted: true } text:
                return new DraftText(text.Text);
            case ConfigScalar word:
                return new DraftWord(word.Text);
            default:
                return new DraftWord("null");
        }
    }
}
