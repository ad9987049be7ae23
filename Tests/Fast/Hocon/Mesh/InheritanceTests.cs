using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Mesh;

public sealed class InheritanceTests
{
    private const string Text = """
        mesh {
          name = shop
          defaults {
            timeout { request = 8s, per-try = 2s }
            retries.on = [reset]
            outlier = off
            hedging { enabled = off, delay = 300ms }
          }
        }
        services {
          orders {
            port = 8081
            timeout.request = 4s
            retries { max-attempts = 2 }
            outlier { consecutive-5xx = 3 }
            routes {
              place { timeout { request = 2s, per-try = null }, hedging { max = 2 }, retries.budget = off }
              rest {}
            }
          }
          payments { port = 8083, timeout.request = off, breaker.trip = off }
          inventory { port = 8082 }
        }
        """;

    private static readonly ServiceMesh Shop = MeshSample.Mesh(Text);
    private static readonly Service Orders = Shop.Find("orders")!;
    private static readonly Route Place = Orders.Routes[0];

    [Fact]
    public void The_innermost_that_is_written_counts()
    {
        Assert.Equal(
            [TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(2)],
            [Shop.Defaults.Timeout.Request.Value, Orders.Policies.Timeout.Request.Value, Place.Policies.Timeout.Request.Value]);
        Assert.Equal(TimeSpan.FromSeconds(60), Place.Policies.Timeout.Idle.Value);
    }

    [Fact]
    public void Every_value_knows_where_it_was_written()
    {
        Assert.Equal("mesh.conf:4:25", Shop.Defaults.Timeout.Request.Origin.ToString());
        Assert.Equal("mesh.conf:13:23", Orders.Policies.Timeout.Request.Origin.ToString());
        Assert.Equal("mesh.conf:17:35", Place.Policies.Timeout.Request.Origin.ToString());
        Assert.StartsWith("reference.conf:", Place.Policies.Timeout.Idle.Origin.ToString(), StringComparison.Ordinal);
        Assert.Equal((true, false), (Place.Policies.Timeout.Request.IsWritten, Place.Policies.Timeout.Idle.IsWritten));
    }

    [Fact]
    public void Null_is_as_if_the_key_had_not_been_written() => Assert.Equal(TimeSpan.FromSeconds(2), Place.Policies.Timeout.PerTry.Value);

    [Fact]
    public void Off_is_no_bound() => Assert.Null(Shop.Find("payments")!.Policies.Timeout.Request.Value);

    [Fact]
    public void Lists_replace() => Assert.Equal(["reset"], Orders.Policies.Retries.On.Value);

    [Fact]
    public void Sections_merge()
    {
        Assert.Equal(2, Place.Policies.Retries.MaxAttempts.Value);
        Assert.Equal(TimeSpan.FromMilliseconds(25), Place.Policies.Retries.BackoffBase.Value);
    }

    [Fact]
    public void A_section_is_switched_off_by_a_word_and_on_by_writing_into_it()
    {
        Assert.Null(Shop.Defaults.Outlier);
        Assert.Equal(3, Orders.Policies.Outlier!.Consecutive5xx.Value);
        Assert.Null(Shop.Find("inventory")!.Policies.Outlier);
        Assert.Null(Orders.Policies.Hedging);
        Assert.Equal((2, TimeSpan.FromMilliseconds(300)), (Place.Policies.Hedging!.Max.Value, Place.Policies.Hedging.Delay.Value));
        Assert.Null(Place.Policies.Retries.Budget);
        Assert.NotNull(Orders.Policies.Retries.Budget);
        Assert.Null(Shop.Find("payments")!.Policies.Breaker.Trip);
        Assert.Equal(1024, Shop.Find("payments")!.Policies.Breaker.MaxRequests.Value);
    }

    [Fact]
    public void What_nobody_changed_is_shared()
    {
        Assert.Same(Shop.Defaults, Shop.Find("inventory")!.Policies);
        Assert.Same(Shop.Defaults.Breaker, Orders.Policies.Breaker);
        Assert.Same(Orders.Policies, Orders.Routes[1].Policies);
    }

    [Fact]
    public void The_built_in_values_are_those_of_the_manual()
    {
        var policies = MeshSample.Mesh("services { a { port = 1 } }").Find("a")!.Policies;
        Assert.Equal((1024, 1024, 1024, 1024), (policies.Breaker.MaxConnections.Value, policies.Breaker.MaxPending.Value, policies.Breaker.MaxRequests.Value, policies.Breaker.MaxRetries.Value));
        Assert.Equal((5, 0.34, true), (policies.Outlier!.Consecutive5xx.Value, policies.Outlier.MaxEjected.Value, policies.Outlier.AlwaysKeepOne.Value));
        Assert.Equal((3, 0.2), (policies.Retries.MaxAttempts.Value, policies.Retries.Budget!.Ratio.Value));
        Assert.Equal((MtlsMode.Strict, AuthorizationDefault.Deny), (policies.Mtls.Mode.Value, policies.Authorization.Default.Value));
        Assert.Equal((4L * 1024 * 1024, 0.01), (policies.Limits.MaxRequestBody.Value, policies.Tracing.Sample.Value));
        Assert.Null(policies.HealthCheck ?? (object?)policies.Fault ?? policies.Cors ?? (object?)policies.LocalRateLimit ?? policies.GlobalRateLimit);
    }
}
