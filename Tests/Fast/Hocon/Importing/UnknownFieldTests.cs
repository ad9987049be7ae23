using System.Text.Json;
using System.Text.Json.Nodes;
using ActorMesh.Hocon.Envoy;
using ActorMesh.Hocon.Envoy.Documents;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Importing;

/// <summary>Puts a key that nobody knows into each mapping of the cases, one after the other: it must be told each time.</summary>
public sealed class UnknownFieldTests
{
    private const string Unknown = "zzUnknown";

    /// <summary>Mappings whose keys are data, and those that are left out as a whole.</summary>
    private static readonly HashSet<string> Data = new(StringComparer.Ordinal)
    {
        "labels", "annotations", "matchLabels", "sourceLabels", "headers", "queryParams", "withoutHeaders", "set", "add", "selector", "ports",
    };

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, ImportCase.All.Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_field_of_any_mapping_is_overlooked(int index)
    {
        var one = ImportCase.All[index];
        var count = 0;
        for (var at = 0; Documents(one.Source) is var documents && Insert(documents, at) is { } where; at++)
        {
            if (where.Length == 0) continue;
            count++;
            var said = ImportCase.Read(one.Format, string.Join("\n---\n", documents.Select(document => document.ToJsonString()))).Diagnostics;
            Assert.True(
                said.Any(diagnostic => diagnostic.Code == "AM0801" && (diagnostic.Path.EndsWith(Unknown, StringComparison.Ordinal) || Covers(diagnostic.Path, where))),
                $"nothing is said of {where}:\n{string.Join('\n', said)}");
        }

        Assert.True(count > 20, $"{count} mappings");
    }

    /// <summary>Something that is left out as a whole is told once, for all that is in it.</summary>
    private static bool Covers(string path, string where)
    {
        var field = path[(path.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        return field == path ? !path.Contains('.', StringComparison.Ordinal) && path.Contains('/', StringComparison.Ordinal) : where.Length > field.Length && where.StartsWith(field, StringComparison.Ordinal) && where[field.Length] is '.' or '[';
    }

    private static List<JsonObject> Documents(string yaml) =>
        [.. DocumentLoader.LoadAll(yaml, new ActorMesh.Hocon.Envoy.Findings(ImportCase.File, ReadingPurpose.Import))!.Select(root => (JsonObject)Json(root))];

    private static JsonNode Json(DocumentNode node) => node switch
    {
        MappingNode mapping => new JsonObject(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)Json(entry.Value)))),
        SequenceNode list => new JsonArray([.. list.Items.Select(Json)]),
        ScalarNode { IsPlain: true } plain when plain.AsBoolean is { } truth => truth,
        ScalarNode { IsPlain: true } plain when decimal.TryParse(plain.Text, out var number) => number,
        ScalarNode scalar => scalar.Text,
        _ => throw new InvalidOperationException(),
    };

    /// <returns>Where the key was put; empty when the mapping is one of data; null when there is no such mapping.</returns>
    private static string? Insert(IReadOnlyList<JsonObject> documents, int index)
    {
        var left = index;
        foreach (var document in documents)
        {
            foreach (var (mapping, path, key) in Mappings(document, "", ""))
            {
                if (left-- > 0) continue;
                if (Data.Contains(key) && !path.EndsWith(']')) return "";
                mapping[Unknown] = 1;
                return $"{path}.{Unknown}".TrimStart('.');
            }
        }

        return null;
    }

    private static IEnumerable<(JsonObject Mapping, string Path, string Key)> Mappings(JsonNode? node, string path, string key)
    {
        if (node is JsonArray list)
        {
            foreach (var (index, item) in list.Index())
            foreach (var inner in Mappings(item, $"{path}[{index}]", key))
                yield return inner;
        }
        else if (node is JsonObject mapping)
        {
            yield return (mapping, path, key);
            foreach (var (name, value) in mapping.ToList())
            foreach (var inner in Mappings(value, path.Length == 0 ? name : $"{path}.{name}", name))
                yield return inner;
        }
    }
}
