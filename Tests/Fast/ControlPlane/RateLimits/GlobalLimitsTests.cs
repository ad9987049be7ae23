using ActorMesh.ControlPlane.RateLimits;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Tests.Fast.Hocon.Mesh;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.RateLimits;

public sealed class GlobalLimitsTests
{
    [Fact]
    public void A_mesh_says_what_its_limits_allow()
    {
        var limits = GlobalLimits.Of(MeshSample.Mesh("""
            services {
              a { port = 80, rate-limit.global { enabled = on, rate = 600/m, burst = 7 } }
              b { port = 81, rate-limit.global { enabled = on, domain = shop, key = "header:x-user", rate = 5/s, burst = 9 } }
              c { port = 82 }
            }
            """));

        Assert.Equal(new LimitNumbers(10, 7), limits.Find(Key("default", "generic_key")));
        Assert.Equal(new LimitNumbers(5, 9), limits.Find(Key("shop", "x-user")));
        Assert.Null(limits.Find(Key("default", "x-user")));
        Assert.Null(limits.Find(Key("shop", "x-user", "generic_key")));
        Assert.Equal(2, limits.Count);
    }

    [Fact]
    public void Tokens_are_for_those_whose_requests_are_counted()
    {
        var limits = GlobalLimits.Of(MeshSample.Mesh("""
            services {
              a { port = 80, rate-limit.global { enabled = on, rate = 100/s } }
              b { port = 81, routes { one { match { path = "/one" }, rate-limit.global { enabled = on, rate = 5/s } } } }
              c { port = 82, rate-limit.global { enabled = on, domain = shop, rate = 5/s } }
            }
            """));

        Assert.Equal("ab", string.Concat("abc".Where(service => limits.IsOf($"{service}", Key("default", "generic_key")))));
        Assert.True(limits.IsOf("c", Key("shop", "generic_key")));
    }

    [Fact]
    public void Limits_of_the_same_domain_and_key_are_one_that_allows_what_all_of_them_allow()
    {
        var limits = GlobalLimits.Of(MeshSample.Mesh("""
            services {
              a { port = 80, rate-limit.global { enabled = on, rate = 100/s, burst = 7 } }
              b { port = 81, routes { one { match { path = "/one" }, rate-limit.global { enabled = on, rate = 5/s, burst = 90 } } } }
            }
            """));

        Assert.Equal(new LimitNumbers(5, 7), limits.Find(Key("default", "generic_key")));
    }

    [Fact]
    public void Names_that_only_look_alike_are_different_limits()
    {
        LimitName one = new() { Domain = "d", Entries = { Entry("a", "b=1:c") } }, two = new() { Domain = "d", Entries = { Entry("a", "b"), Entry("c", "") } };

        Assert.NotEqual(LimitKey.Of(one)!.Text, LimitKey.Of(two)!.Text);
        Assert.Null(LimitKey.Of(new LimitName { Domain = "d" }));
        Assert.Null(LimitKey.Of(new LimitName { Domain = "d", Entries = { Entry(new string('x', 10_000), "v") } }));
    }

    [Fact]
    public void No_value_is_too_long_to_be_counted_and_sidecars_and_coordinators_shorten_it_alike()
    {
        var (value, other) = (new string('x', 10_000), new string('x', 9_999));
        LimitName asIs = new() { Domain = "d", Entries = { Entry("k", value) } }, shortened = new() { Domain = "d", Entries = { Entry("k", LimitValue.Of(value)) } };

        Assert.Equal(LimitKey.Of(asIs), LimitKey.Of(shortened));
        Assert.NotEqual(LimitKey.Of(asIs), LimitKey.Of(new LimitName { Domain = "d", Entries = { Entry("k", other) } }));
        Assert.InRange(LimitKey.Of(asIs)!.Text.Length, 1, 100);
    }

    private static LimitName.Types.Entry Entry(string key, string value) => new() { Key = key, Value = value };

    private static LimitKey Key(string domain, params string[] keys)
    {
        var name = new LimitName { Domain = domain };
        name.Entries.AddRange(keys.Select(key => Entry(key, "v")));
        return LimitKey.Of(name)!;
    }
}
