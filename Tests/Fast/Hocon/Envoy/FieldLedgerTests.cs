using System.Text.RegularExpressions;
using ActorMesh.Hocon.Envoy.Messages;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Tests.Fast.Tidy;
using Google.Protobuf.Reflection;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Envoy;

/// <summary>Nothing is silent: every field of the resource model is honoured, refused, or such that nothing follows from it.</summary>
public sealed class FieldLedgerTests
{
    private const string Refused = "refused";
    private const string Compiled = "compiled, not run: ";
    private const string Informative = "informative: ";

    private static readonly List<(string Message, string Field, string Verdict)> Ledger =
        [.. from row in FieldLedger.Rows from field in row.Fields.Split(' ') select (row.Message, field, row.Verdict)];

    [Fact]
    public void Every_field_stands_in_the_ledger_once()
    {
        var fields = Contracts.Messages.SelectMany(type => type.Fields.InDeclarationOrder().Select(field => field.FullName)).Order(StringComparer.Ordinal);

        Assert.Equal(fields, Ledger.Select(entry => $"{entry.Message}.{entry.Field}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_honoured_is_read_where_the_ledger_says() => None(
        from entry in Ledger
        where IsHonoured(entry.Verdict)
        where !SourcesIn(Place(entry.Verdict)).Any(source => Regex.IsMatch(source, $@"\b{PropertyOf(entry.Message, entry.Field)}_?(FieldNumber)?\b"))
        select $"{entry.Message}.{entry.Field}: {entry.Verdict}");

    [Fact]
    public void What_is_refused_is_refused_and_nothing_else_is()
    {
        var (reached, refused) = Walk();

        None(from entry in Ledger
             let isRefused = !reached.Contains(entry.Message) || refused.Contains($"{entry.Message}.{entry.Field}")
             where isRefused != (entry.Verdict == Refused || IsCompiledOnly(entry.Verdict)) && !entry.Verdict.StartsWith(Informative, StringComparison.Ordinal)
             select $"{entry.Message}.{entry.Field}: {entry.Verdict}");
    }

    [Fact]
    public void What_a_mesh_compiles_to_and_is_not_run_is_said_to_be_so() => None(
        from field in NotRunFields.All
        from entry in Ledger
        where (entry.Message, entry.Field) == (field.Message, field.Field) && !IsCompiledOnly(entry.Verdict)
        select $"{entry.Message}.{entry.Field}: {entry.Verdict}");

    [Fact]
    public void Every_field_that_is_not_run_is_in_the_resource_model() =>
        Assert.Empty(NotRunFields.All.Select(field => (field.Message, field.Field)).Except(Ledger.Select(entry => (entry.Message, entry.Field))));

    [Fact]
    public void A_verdict_says_why_or_where() => None(
        from entry in Ledger
        where entry.Verdict.StartsWith(Informative, StringComparison.Ordinal) ? entry.Verdict.Length < 30 : IsHonoured(entry.Verdict) && !SourcesIn(Place(entry.Verdict)).Any()
        select $"{entry.Message}.{entry.Field}: {entry.Verdict}");

    private static bool IsHonoured(string verdict) => verdict != Refused && !verdict.StartsWith(Informative, StringComparison.Ordinal);

    private static bool IsCompiledOnly(string verdict) => verdict.StartsWith(Compiled, StringComparison.Ordinal);

    private static string Place(string verdict) => IsCompiledOnly(verdict) ? verdict[Compiled.Length..] : verdict;

    private static IEnumerable<string> SourcesIn(string place) => SourceTree.Files
        .Where(file => file == place || file.StartsWith($"{place}/", StringComparison.Ordinal))
        .Select(file => string.Join('\n', SourceTree.Lines(file)));

    private static string PropertyOf(string message, string field)
    {
        var name = Contracts.Messages.Single(type => type.FullName == message).FindFieldByName(field).JsonName;
        // As protobuf names properties: a letter behind a digit is a capital one.
        return Regex.Replace(char.ToUpperInvariant(name[0]) + name[1..], "(?<=[0-9])[a-z]", letter => letter.Value.ToUpperInvariant());
    }

    /// <summary>The messages that a file can hold, and the fields that are refused on the way.</summary>
    private static (HashSet<string> Reached, HashSet<string> Refused) Walk()
    {
        var (reached, refused) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var waiting = new Stack<MessageDescriptor>(ExtensionTypes.Runnable.Append(Bootstrap.Descriptor));
        while (waiting.TryPop(out var type))
        {
            if (!reached.Add(type.FullName)) continue;
            foreach (var field in type.Fields.InDeclarationOrder())
            {
                if (RefusedFields.Find(field) is not null || NotRunFields.Find(field) is not null) refused.Add(field.FullName);
                else if (field.IsMap && field.MessageType.FindFieldByNumber(2) is { FieldType: FieldType.Message } value) waiting.Push(value.MessageType);
                else if (field.FieldType == FieldType.Message) waiting.Push(field.MessageType);
            }
        }
        return (reached, refused);
    }

    private static void None(IEnumerable<string> violations) => Assert.Equal("", string.Join('\n', violations));
}
