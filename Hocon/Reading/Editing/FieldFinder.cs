using ActorMesh.Hocon.Reading.Syntax;

namespace ActorMesh.Hocon.Reading.Editing;

/// <summary>Lists the fields of a file in its order, those within objects after the field that holds them. What is in arrays has no path.</summary>
internal static class FieldFinder
{
    public static IReadOnlyList<FoundField> All(ObjectSyntax root)
    {
        List<FoundField> found = [];
        Add(found, root, []);
        return found;
    }

    private static void Add(List<FoundField> found, ObjectSyntax within, IReadOnlyList<string> path)
    {
        foreach (var field in within.Members.OfType<FieldSyntax>())
        {
            IReadOnlyList<string> full = [.. path, .. field.Path.Select(element => element.Name)];
            found.Add(new FoundField(field, full));
            if (field.Value is ObjectSyntax members) Add(found, members, full);
            else if (field.Value is ConcatenationSyntax concatenation)
                foreach (var part in concatenation.Parts.OfType<ObjectSyntax>()) Add(found, part, full);
        }
    }
}
