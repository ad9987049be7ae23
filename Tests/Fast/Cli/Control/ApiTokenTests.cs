using ActorMesh.Cli.Control.Api;
using ActorMesh.Runtime.Boot;
using ActorMesh.Runtime.Identity;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Control;

/// <summary>The token of the API outlives the root that it names.</summary>
public sealed class ApiTokenTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actormesh-api-token-");
    private readonly TestAuthority _old = new(TimeProvider.System.GetUtcNow());
    private readonly TestAuthority _next = new(TimeProvider.System.GetUtcNow(), "CN=next");

    private string State => Path.Combine(_folder.FullName, "state");

    private string Home => Path.Combine(_folder.FullName, "home");

    public void Dispose()
    {
        _old.Dispose();
        _next.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void While_one_root_follows_another_its_secret_stays_and_it_names_those_that_are_believed()
    {
        var first = Keep(_old);
        var between = Keep(_old, _next);
        var last = Keep(_next);

        Assert.Equal((true, true), (between.Roots.Has(_old.Certificate), between.Roots.Has(_next.Certificate)));
        Assert.Equal((false, true), (last.Roots.Has(_old.Certificate), last.Roots.Has(_next.Certificate)));
        Assert.True(last.Is(first.Text) && first.Is(last.Text));
        Assert.Equal(last.Text, ApiToken.Find(new Uri("http://127.0.0.1:15014"), Variable)!.Text);
    }

    [Fact]
    public void Roots_of_another_mesh_have_another_secret()
    {
        var first = Keep(_old);
        var other = Keep(_next);
        Assert.False(other.Is(first.Text));
        Assert.False(other.Is(""));
        Assert.False(other.Is($"ama1..{other.Roots}"));
    }

    [Fact]
    public async Task Who_runs_writes_its_own_secret_for_other_roots_whatever_became_of_the_file()
    {
        var running = Keep(_old);
        File.Delete(Path.Combine(State, ApiToken.FileName));
        var bundle = Bundle(_next);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OwnThread.Run(() => running.Write(State, Path.Combine(Home, "actormesh"), 15014, () => bundle))));

        var written = ApiToken.In(State)!;
        Assert.Equal((true, true, false), (running.Is(written.Text), written.Roots.Has(_next.Certificate), written.Roots.Has(_old.Certificate)));
        Assert.Equal(written.Text, ApiToken.Find(new Uri("http://127.0.0.1:15014"), Variable)!.Text);
    }

    [Fact]
    public void Where_nobody_is_asked_for_it_none_is_left_to_find()
    {
        Keep(_old);
        ApiToken.Drop(State, Path.Combine(Home, "actormesh"), 15014);
        Assert.Null(ApiToken.In(State));
        Assert.Null(ApiToken.Find(new Uri("http://127.0.0.1:15014"), Variable));
        ApiToken.Drop(Path.Combine(_folder.FullName, "none"), Home, 15014);
    }

    private ApiToken Keep(params TestAuthority[] roots) => ApiToken.Keep(State, Path.Combine(Home, "actormesh"), 15014, Bundle(roots));

    private static TrustBundle Bundle(params TestAuthority[] roots) => new(TestAuthority.Domain, roots.Select(root => root.Certificate), 1);

    private string? Variable(string name) => name == "XDG_STATE_HOME" ? Home : null;
}
