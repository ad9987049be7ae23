using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Findings;

/// <summary>Retries, budgets and what they do along the calls.</summary>
public sealed class RetryFindingsTests
{
    private const string FiveHops =
        """
        services {
          a { port = 8001, expose = "/", calls = [b] }
          b { port = 8002, calls = [c] }
          c { port = 8003, calls = [d] }
          d { port = 8004, calls = [e] }
          e { port = 8005 }
        }
        """;

    [Fact]
    public void Three_tries_at_five_hops_are_243_and_refused() => Assert.Equal(
        """
        mesh.conf:1:25: error AM0403: mesh.defaults.retries.budget: one user request can become 243 at e (ingress 3 x a 3 x b 3 x c 3 x d 3, no budget)
          hint: with retries.budget { ratio = 20% } at each of them it stays under 2.49
        """,
        Linted.Lines(Linted.Own("mesh.defaults { retries.budget = off }\n" + FiveHops)));

    [Fact]
    public void Budgets_keep_it_from_being_said() => Assert.Equal("", Linted.Lines(Linted.Own(FiveHops)));

    [Fact]
    public void Many_hops_with_budgets_are_not_told_to_set_budgets()
    {
        var chain = Enumerable.Range(0, 15).Select(i => $"s{i} {{ port = {8001 + i}, calls = [{(i < 14 ? $"s{i + 1}" : "")}] }}");
        var lines = Linted.Lines($"services {{\n{string.Join('\n', chain)}\n}}", "AM0403");
        Assert.Contains("one user request can become 12.84 at s14", lines, StringComparison.Ordinal);
        Assert.Contains("hint: each of them has a budget already", lines, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hop_with_a_budget_counts_as_little_as_it_lets_through() => Assert.Equal(
        """
        mesh.conf:3:44: warning AM0403: services.a.retries.budget: one user request can become 12 at b (ingress 10 x a 1.2)
          hint: with retries.budget { ratio = 20% } at each of them it stays under 1.44
        """,
        Linted.Lines(
            """
            mesh.name = shop
            services {
              a { port = 8001, expose = "/", retries { budget = off, max-attempts = 10 }, calls = [b] }
              b { port = 8002 }
            }
            """, "AM0403"));

    [Fact]
    public void What_one_line_does_to_all_services_is_said_once_for_the_worst() => Assert.Equal(
        """
        mesh.conf:1:25: warning AM0403: mesh.defaults.retries.budget: one user request can become 81 at d (ingress 3 x a 3 x b 3 x c 3, no budget)
          hint: with retries.budget { ratio = 20% } at each of them it stays under 2.07
        """,
        Linted.Lines(
            """
            mesh.defaults { retries.budget = off }
            services {
              a { port = 8001, expose = "/", calls = [b, x] }
              b { port = 8002, calls = [c] }
              c { port = 8003, calls = [d] }
              d { port = 8004 }
              x { port = 8005, calls = [y] }
              y { port = 8006 }
            }
            """, "AM0403"));

    [Fact]
    public void A_circle_is_followed_once() => Assert.Equal(
        """
        mesh.conf:1:25: warning AM0403: mesh.defaults.retries.budget: one user request can become 27 at c (ingress 3 x a 3 x b 3, no budget)
          hint: with retries.budget { ratio = 20% } at each of them it stays under 1.73
        """,
        Linted.Lines(
            """
            mesh.defaults { retries.budget = off }
            services {
              a { port = 8001, expose = "/", calls = [b] }
              b { port = 8002, calls = [c] }
              c { port = 8003, calls = [a] }
            }
            """, "AM0403"));

    [Fact]
    public void A_call_over_gRPC_is_not_made_again_unless_somebody_says_that_it_may_be()
    {
        const string raised = "services.a { port = 8001, expose = \"/\", protocol = grpc, routes.r { retries.max-attempts = 2 } }";
        Assert.Equal(
            """
            mesh.conf:1:92: warning AM0402: services.a.routes.r.retries.max-attempts: gRPC is always POST: the call may be made 2 times, and nothing says that this does no harm
              hint: write idempotent = on on the routes where doing it twice does no harm, or max-attempts = 1
            """,
            Linted.Lines(raised, "AM0402"));
        Assert.Equal("", Linted.Lines(raised.Replace("max-attempts = 2", "max-attempts = 2, idempotent = on", StringComparison.Ordinal), "AM0402"));
        Assert.Equal("", Linted.Lines("services.a { port = 8001, expose = \"/\", protocol = grpc }", "AM0402"));
    }

    [Fact]
    public void Only_the_methods_of_the_route_count() => Assert.Equal(
        "",
        Linted.Lines("services.a { port = 8001, expose = \"/\", retries.methods = [GET, POST], routes.r { match.methods = [GET] } }", "AM0402"));

    [Theory]
    [InlineData("request = 3s", "")]
    [InlineData("request = 3s, per-try = 2s", "only 1 fits")]
    [InlineData("request = 4100ms, per-try = 2s", "only 2 fit")]
    [InlineData("request = 6075ms, per-try = 2s", "")]
    public void Tries_and_waits_are_added_up(string timeout, string told)
    {
        var lines = Linted.Lines($"services.a {{ port = 8001, expose = \"/\", timeout {{ {timeout} }} }}", "AM0401");
        Assert.Equal(told.Length > 0, lines.Length > 0);
        Assert.Contains(told, lines, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wait_without_end_outlives_any_caller() => Assert.Equal(
        """
        mesh.conf:2:62: warning AM0405: services.b.timeout.request: callers of a give up after 10s, while a may wait without end for b
          hint: write timeout.request under 10s for b, or more for a
        """,
        Linted.Lines("services.a { port = 8001, expose = \"/\", calls = [b, c] }\nservices.b { port = 8002, timeout { per-try = off, request = off } }\nservices.c.port = 8003", "AM0405"));

    [Fact]
    public void Waiting_exactly_as_long_as_the_caller_is_fine() => Assert.Equal(
        "",
        Linted.Lines("services.a { port = 8001, expose = \"/\", calls = [b] }\nservices.b.port = 8002", "AM0405"));

    [Fact]
    public void Nobody_gives_up_on_a_service_that_nobody_calls() => Assert.Equal(
        "",
        Linted.Lines("services.a { port = 8001, timeout.request = 1s, calls = [b] }\nservices.b.port = 8002", "AM0405"));
}
