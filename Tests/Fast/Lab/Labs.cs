using ActorMesh.Hocon.Reading;
using ActorMesh.Lab.Measuring;
using ActorMesh.Lab.Running;
using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Tests.Fast.Lab;

/// <summary>Small scenarios from text.</summary>
internal static class Labs
{
    /// <summary>A shop that calls a stock of two replicas, with no policy but what <paramref name="mesh"/> says.</summary>
    /// <param name="lab">In the section <c>lab</c>.</param>
    /// <param name="mesh">In <c>mesh.defaults</c>.</param>
    public static Scenario Shop(string lab, string mesh = "") => Scenario($$"""
        lab { title = t, duration = 10s, load { at = shop, rate = 50/s, arrivals = even }
        {{lab}}
        }
        mesh { name = m, defaults { timeout { request = 5s, per-try = off }, retries { max-attempts = 1, budget = off }, outlier = off, breaker.trip = off
        {{mesh}}
        } }
        services { shop { port = 8000, calls = [stock] }, stock { port = 8001, endpoints = ["a:1", "b:1"] } }
        """);

    public static Scenario Scenario(string text)
    {
        var reading = ScenarioReader.Read(new SourceFile("test.conf", text));
        return reading.Scenario ?? throw new ArgumentException(string.Join('\n', reading.Diagnostics), nameof(text));
    }

    public static RunRecord Run(Scenario scenario, string variant = "", ulong? seed = null) => ScenarioRun.Of(scenario.Find(variant)!, seed);

    /// <summary>What is said about a text, each with its place, without excerpts.</summary>
    public static string Problems(string text) => string.Join('\n', ScenarioReader.Read(new SourceFile("test.conf", text)).Diagnostics);
}
