using System.Collections.Frozen;
using Google.Protobuf;

namespace ActorMesh.Runtime.Contracts.Manifests;

/// <summary>
/// What may go from node to node and into the journal, by short manifest. A manifest stands in journals and in what older nodes send:
/// it is never changed and never given to another message.
/// </summary>
public static class ContractManifests
{
    /// <summary>One line for each <c>.proto</c> file of the cluster.</summary>
    private static readonly IReadOnlyDictionary<string, MessageParser>[] Files =
    [
        MeshManifests.All,
        AuthorityManifests.All,
        JournalManifests.All,
        RegistryManifests.All,
        FleetManifests.All,
        LeaseManifests.All,
        RolloutManifests.All,
        WorkloadManifests.All,
        TokenManifests.All,
        IssuedManifests.All,
        DenialManifests.All,
    ];

    public static FrozenDictionary<string, MessageParser> Parsers { get; } = Files.SelectMany(file => file).ToFrozenDictionary(StringComparer.Ordinal);

    public static FrozenDictionary<Type, string> ByType { get; } = Parsers.ToFrozenDictionary(entry => TypeOf(entry.Value), entry => entry.Key);

    private static Type TypeOf(MessageParser parser) => parser.GetType().GetGenericArguments()[0];
}
