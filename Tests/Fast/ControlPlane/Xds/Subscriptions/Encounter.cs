using ActorMesh.ControlPlane.Resources;
using ActorMesh.ControlPlane.Xds.Subscriptions;
using Google.Protobuf;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Xds.Subscriptions;

/// <summary>A server's stream and a client with a slow line between them, while the mesh changes: all in one random order.</summary>
internal sealed class Encounter(Random random, ModelClient client)
{
    private readonly FakeTimeProvider _clock = new();
    private readonly World _world = new World(random).Change(mayBeBad: false);
    private readonly Queue<IMessage> _toClient = new();
    private readonly HashSet<string> _awaited = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _last = new(StringComparer.Ordinal);
    private DiscoveryStream _stream = null!; // Set by Connect, first of all.

    /// <summary>Every route of the client points at a cluster that it has.</summary>
    public bool IsWhole => client.Has[ResourceTypes.Route].Values.All(version => client.Has[ResourceTypes.Cluster].ContainsKey(version["to-".Length..]));

    public void Connect()
    {
        _stream = new DiscoveryStream(_clock);
        _toClient.Clear();
        _awaited.Clear();
        _last.Clear();
        client.Connect();
    }

    public void Step(bool mayBeBad)
    {
        switch (random.Next(8))
        {
            case 0:
                _world.Change(mayBeBad);
                Push();
                break;
            case 1 or 2 or 3:
                ToServer();
                break;
            case 4 or 5 or 6:
                ToClient();
                break;
            default:
                _clock.Advance(TimeSpan.FromMilliseconds(random.Next(20)));
                break;
        }
    }

    /// <summary>Nothing changes any more until all is said.</summary>
    public void Settle()
    {
        _world.Heal();
        Push();
        for (var i = 0; client.Outgoing.Count + _toClient.Count > 0; i++)
        {
            Assert.True(i < 1_000, "they talk without end");
            _clock.Advance(TimeSpan.FromSeconds(1));
            ToServer();
            ToClient();
        }
    }

    public void MustAgree()
    {
        foreach (var type in ResourceTypes.InOrder)
        {
            var set = _world.Current.Of(type)!;
            Assert.Equal(Text(set.ByName.ToDictionary(item => item.Key, item => item.Value.Version, StringComparer.Ordinal)), Text(client.Has[type]));
            Assert.True(_stream.States[type].IsSynced, $"{type}: {_stream.States[type]}");
            Assert.Equal(_world.Current.Version, _stream.States[type].Acknowledged);
            if (client.Again(type) is not { } again) continue;
            Assert.Equal(Reply.Repeated, client.Deliver(_stream, again).Reply);
            Assert.Empty(_stream.Next(_world.Current));
        }
    }

    private static string Text(Dictionary<string, string> versions) => string.Join(' ', versions.OrderBy(item => item.Key, StringComparer.Ordinal));

    private static string Text(Answer answer) =>
        string.Join(' ', answer.Resources.Select(resource => $"{resource.Name}:{resource.Version}").Order(StringComparer.Ordinal)) + " - " + string.Join(' ', answer.Removed);

    private void ToClient()
    {
        if (_toClient.TryDequeue(out var answer)) client.Take(answer);
    }

    private void ToServer()
    {
        if (!client.Outgoing.TryDequeue(out var request)) return;
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        var heard = client.Deliver(_stream, request);
        if (heard.Reply is Reply.Accepted or Reply.Refused) Assert.True(_awaited.Remove(heard.TypeUrl));
        Push();
    }

    private void Push()
    {
        foreach (var answer in _stream.Next(_world.Current))
        {
            Assert.True(_awaited.Add(answer.TypeUrl), "two answers of a type are on their way");
            if (answer.TypeUrl is ResourceTypes.Cluster && _last.TryGetValue(answer.TypeUrl, out var last)) Assert.NotEqual(last, Text(answer));
            _last[answer.TypeUrl] = Text(answer);
            _toClient.Enqueue(_stream.Write(answer, "test"));
        }
    }
}
