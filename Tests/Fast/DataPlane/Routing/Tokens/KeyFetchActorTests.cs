using System.Text;
using ActorMesh.DataPlane.Routing.Tokens;
using ActorMesh.Tests.Fast.Kit;
using Akka.Actor;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Tokens;

/// <summary>How keys are fetched, in virtual time.</summary>
public sealed class KeyFetchActorTests : ActorTest
{
    private const string Address = "https://id.example/keys";

    private readonly Issuer _issuer = new();
    private readonly KeySets _keys = new();
    private Func<Task<byte[]>> _answer = () => throw new InvalidOperationException();
    private int _asked;

    private KeyCell Cell => _keys.Of(Address);

    [Fact]
    public void Keys_are_fetched_again_and_those_that_are_the_same_stay_the_same()
    {
        Answer(_issuer.Keys);
        var fetcher = Start();
        Until(() => Cell.Keys is not null);
        var first = Cell.Keys;
        Pass(fetcher, TimeSpan.FromMinutes(5));
        Until(() => _asked == 2);
        Settle(fetcher);
        Assert.Same(first, Cell.Keys);
        Answer($$"""{"keys":[{{_issuer.Rsa("r")}}]}""");
        Pass(fetcher, TimeSpan.FromMinutes(5));
        Until(() => !ReferenceEquals(first, Cell.Keys));
    }

    [Fact]
    public void While_they_cannot_be_had_those_from_before_stay_and_they_are_asked_for_ever_more_seldom()
    {
        Answer(_issuer.Keys);
        var fetcher = Start();
        Until(() => Cell.Keys is not null);
        _answer = () => Task.FromException<byte[]>(new IOException("refused"));
        Pass(fetcher, TimeSpan.FromMinutes(35));
        Settle(fetcher);
        Assert.InRange(_asked, 8, 30);
        Assert.NotNull(Cell.Keys);
        Answer("no keys");
        var before = _asked;
        Pass(fetcher, TimeSpan.FromMinutes(10));
        Assert.True(_asked > before);
        Assert.NotNull(Cell.Keys);
    }

    [Fact]
    public void However_many_tokens_no_key_fits_keys_are_asked_for_once_in_30_seconds_because_of_them()
    {
        Answer(_issuer.Keys);
        var fetcher = Start();
        Until(() => Cell.Keys is not null);
        for (var second = 0; second < 100; second++)
        {
            for (var i = 0; i < 10; i++) Cell.Miss();
            Settle(fetcher);
            Pass(fetcher, TimeSpan.FromSeconds(1));
        }

        Assert.InRange(_asked, 4, 5);
    }

    [Fact]
    public void Keys_that_nobody_needs_any_more_are_not_fetched()
    {
        Answer(_issuer.Keys);
        var fetcher = Start();
        Until(() => Cell.Keys is not null);
        fetcher.Tell(new KeyFetchActor.Message.Need([]));
        Settle(fetcher);
        Pass(fetcher, TimeSpan.FromMinutes(20));
        Assert.Equal(1, _asked);
    }

    [Fact]
    public void A_file_is_looked_at_every_2_seconds_and_one_that_is_bad_leaves_the_last_good_and_is_told_once()
    {
        Answer(_issuer.Keys);
        var fetcher = Start(new KeyOrigin("/keys.json", TimeSpan.FromSeconds(2)));
        Until(() => _keys.Of("/keys.json").Keys is not null);
        var first = _keys.Of("/keys.json").Keys;
        Answer("half of a f");
        EventFilter.Warning(contains: "keys in /keys.json cannot be used").ExpectOne(() => Pass(fetcher, TimeSpan.FromSeconds(9)));
        Assert.InRange(_asked, 5, 6);
        Assert.Same(first, _keys.Of("/keys.json").Keys);

        Answer($$"""{"keys":[{{_issuer.Rsa("r")}}]}""");
        Pass(fetcher, TimeSpan.FromSeconds(3));
        Until(() => !ReferenceEquals(first, _keys.Of("/keys.json").Keys));
    }

    [Fact]
    public void Tokens_that_no_key_fits_do_not_keep_a_file_from_being_looked_at()
    {
        Answer(_issuer.Keys);
        var fetcher = Start(new KeyOrigin("/keys.json", TimeSpan.FromSeconds(2)));
        Until(() => _keys.Of("/keys.json").Keys is not null);
        for (var second = 0; second < 20; second++)
        {
            _keys.Of("/keys.json").Miss();
            Settle(fetcher);
            Pass(fetcher, TimeSpan.FromSeconds(1));
        }

        Assert.InRange(_asked, 9, 11);
    }

    [Fact]
    public async Task An_empty_answer_holds_no_keys()
    {
        Answer("");
        await EventFilter.Warning(contains: "tokens are refused until they are there").ExpectOneAsync(() => Task.FromResult(Start()));
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _issuer.Dispose();
    }

    private IActorRef Start(KeyOrigin? origin = null)
    {
        var fetcher = Sys.ActorOf(KeyFetchActor.Props(_keys, Fetch, Clock, new Random(1)));
        fetcher.Tell(new KeyFetchActor.Message.Need([origin ?? new KeyOrigin(Address, TimeSpan.FromMinutes(5))]));
        return fetcher;
    }

    private Task<byte[]> Fetch(KeyOrigin origin, CancellationToken stopping)
    {
        _asked++;
        return _answer();
    }

    private void Answer(string document) => _answer = () => Task.FromResult(Encoding.UTF8.GetBytes(document));

    private void Pass(IActorRef fetcher, TimeSpan time)
    {
        for (var left = time; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(1))
        {
            Settle(fetcher); // Only with the answer before does it know when to ask next.
            Advance(TimeSpan.FromSeconds(1));
            Settle(fetcher);
        }
    }
}
