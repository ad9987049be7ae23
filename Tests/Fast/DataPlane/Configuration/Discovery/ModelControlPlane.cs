using ActorMesh.DataPlane.Configuration.Discovery;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Tests.Fast.DataPlane.Configuration.Discovery;

/// <summary>
/// A control plane as simple as it can be, with the habits of go-control-plane: one version for all types, an answer to what is new or
/// has grown, silence to what repeats. Pure: what it says waits until a test delivers it.
/// </summary>
internal sealed class ModelControlPlane
{
    private readonly Dictionary<DiscoveredType, Asked> _asked = [];
    private int _nonce;

    public IReadOnlyList<IMessage> World { get; private set; } = [];

    /// <summary>What is on its way to the client.</summary>
    public Queue<DiscoveryAnswer> Sent { get; } = new();

    public int Version { get; private set; }

    public void Publish(IReadOnlyList<IMessage> world)
    {
        (World, Version) = (world, Version + 1);
        foreach (var type in DiscoveredTypes.All)
            if (_asked.ContainsKey(type)) Answer(type);
    }

    /// <summary>A stream was lost, with all that was on its way.</summary>
    public void Lose()
    {
        _asked.Clear();
        Sent.Clear();
    }

    public void Hear(DiscoveryQuestion question)
    {
        var before = _asked.GetValueOrDefault(question.Type);
        if (before is not null && question.Nonce != before.Nonce) return;
        _asked[question.Type] = new(question.Names.ToHashSet(StringComparer.Ordinal), before?.Nonce ?? "");
        var hasGrown = before is not null && question.Names.Except(before.Names).Any();
        var isNew = before is null && question.Version != $"{Version}";
        if (Version > 0 && (hasGrown || isNew)) Answer(question.Type);
    }

    private void Answer(DiscoveredType type)
    {
        var names = _asked[type].Names;
        var nonce = $"n{++_nonce}";
        _asked[type] = _asked[type] with { Nonce = nonce };
        var resources = World.Where(one => one.Descriptor == type.Descriptor && (type.HasWildcard || names.Contains(DiscoveredType.NameOf(one))));
        Sent.Enqueue(new DiscoveryAnswer(type, $"{Version}", nonce, [.. resources.Select(one => new DiscoveryAnswer.Item("", Any.Pack(one)))], [], "model"));
    }

    private sealed record Asked(HashSet<string> Names, string Nonce);
}
