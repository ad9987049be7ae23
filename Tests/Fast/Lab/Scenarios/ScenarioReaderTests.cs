using ActorMesh.Hocon.Reading;
using ActorMesh.Lab.Scenarios;
using Xunit;

namespace ActorMesh.Tests.Fast.Lab.Scenarios;

public sealed class ScenarioReaderTests
{
    private const string Services = "services { shop { port = 1, calls = [stock] }, stock { port = 2, endpoints = [\"a:1\", \"b:1\"] } }";

    [Theory]
    [InlineData("lad { title = t }", "test.conf:1:1: error AM0104: lad: unknown key 'lad' in the file\n  hint: did you mean 'lab'?")]
    [InlineData("lab { titel = t, load { at = shop } }", "test.conf:1:7: error AM0104: lab.titel: unknown key 'titel' in lab\n  hint: did you mean 'title'?")]
    [InlineData("lab { title = t }", "error AM0112: lab.load: lab has no load: nothing would happen\n  hint: write load { at = SERVICE, rate = 100/s }")]
    [InlineData("lab { title = t, load { rate = 5/s } }", "error AM0112: lab.load.at: lab.load has no at")]
    [InlineData("lab { title = t, load { at = shpo } }", "test.conf:1:30: error AM0201: lab.load.at: the mesh has no service 'shpo'\n  hint: did you mean 'shop'?")]
    [InlineData("lab { title = t, load { at = shop, rate = 5 } }", "error AM0102: lab.load.rate: rate '5' has no unit\n  hint: write 5/s")]
    [InlineData("lab { title = t, load { at = shop, arrivals = odd } }", "error AM0106: lab.load.arrivals: 'odd' is none of random, even")]
    [InlineData("lab { title = t, duration = 5, load { at = shop } }", "error AM0102: lab.duration: duration '5' has no unit")]
    [InlineData("lab { title = t, load { at = shop }, services { stok { latency = 5ms } } }", "error AM0201: lab.services.stok: the mesh has no service 'stok'\n  hint: did you mean 'stock'?")]
    [InlineData("lab { title = t, load { at = shop }, services { stock { latency { typical = 5ms, p99 = 1ms } } } }", "error AM0106: p99: the 99th percentile is below the median")]
    [InlineData("lab { title = t, load { at = shop }, timeline = [ { service = stock, replica = 3, errors = 1% } ] }", "error AM0106: lab.timeline[0].replica: stock has no replica 3: it has 2\n  hint: write 1 to 2, or give stock more endpoints")]
    [InlineData("lab { title = t, load { at = shop }, timeline = [ { service = stok, hangs = on } ] }", "error AM0201: lab.timeline[0].service: the mesh has no service 'stok'\n  hint: did you mean 'stock'?")]
    [InlineData("lab { title = t, load { at = shop }, timeline = [ { hangs = on } ] }", "error AM0112: lab.timeline[0].service: it says not whom it befalls")]
    [InlineData("lab { title = t, load { at = shop }, timeline = [ { service = stock } ] }", "error AM0112: lab.timeline[0]: nothing goes wrong there")]
    [InlineData("lab { title = t, load { at = shop }, timeline = [ { from = 5s, until = 2s, load = 200% } ] }", "error AM0106: lab.timeline[0].until: it ends before it begins")]
    [InlineData("lab { title = t, load { at = shop }, expect = [ { measure = sucess, at-least = 1% } ] }", "'sucess' is none of success, amplification, p50, p90, p99, p999, attempts, peak, retries, refused-retries, ejections, ejected, opens, time-to-open, time-to-close, probes, recovery\n  hint: did you mean 'success'?")]
    [InlineData("lab { title = t, load { at = shop }, expect = [ { measure = success } ] }", "error AM0112: lab.expect[0]: it says not how much success is wanted")]
    [InlineData("lab { title = t, load { at = shop }, expect = [ { measure = success, at-least = 99 } ] }", "error AM0103: lab.expect[0].at-least: share '99' has no unit\n  hint: write 99%")]
    [InlineData("lab { title = t, load { at = shop }, expect = [ { measure = peak, at-most = 5 } ] }", "error AM0112: lab.expect[0].of: peak is of a service, and it says not of which")]
    [InlineData("lab { title = t, load { at = shop }, expect = [ { measure = peak, of = stokc, at-most = many } ] }", "error AM0201: lab.expect[0].of: the mesh has no service 'stokc'\n  hint: did you mean 'stock'?")]
    [InlineData("lab { title = t, load { at = shop }, expect = [ { measure = peak, of = stock, at-most = many } ] }", "error AM0103: lab.expect[0].at-most: 'many' is no number\n  hint: write it like 5")]
    [InlineData("lab { title = t, load { at = shop }, expect = [ { measure = success, of = stock, at-least = 1% } ] }", "error AM0113: lab.expect[0].of: success is of the load, not of a service")]
    [InlineData("lab { title = t, load { at = shop }, expect = [ { measure = success, variants = [x], at-least = 1% } ] }", "error AM0201: lab.expect[0].variants: there is no variant 'x'\n  hint: the file has no variants")]
    [InlineData("lab { title = t, load { at = shop }, variants { naive = 5 } }", "error AM0103: lab.variants.naive: lab.variants.naive is a section, not a value")]
    [InlineData("lab { title = t, load { at = shop }, variants { naive { mesh.defaults.retrys = off } } }", "error AM0104: mesh.defaults.retrys: unknown key 'retrys' in mesh.defaults\n  hint: did you mean 'retries'?")]
    public void A_mistake_is_told_with_its_place_and_what_to_do(string lab, string expected) => Assert.Contains(expected, Labs.Problems($"{lab}\n{Services}"));

    [Fact]
    public void A_file_without_a_lab_is_told_where_to_find_one() =>
        Assert.Contains("error AM0112: lab: the file has no lab: it says not what to run\n  hint: write lab {", Labs.Problems(Services));

    [Fact]
    public void A_mistake_that_all_variants_share_is_told_once()
    {
        var problems = Labs.Problems($"lab {{ title = t, load {{ at = shpo }}, variants {{ a {{}}, b {{}} }} }}\n{Services}");
        Assert.Equal("test.conf:1:30: error AM0201: lab.load.at: the mesh has no service 'shpo'\n  hint: did you mean 'shop'?", problems);
    }

    [Fact]
    public void A_call_that_leads_nowhere_is_an_error_here_too() =>
        Assert.Contains("error AM0201", Labs.Problems("lab { title = t, load { at = shop } }\nservices { shop { port = 1, calls = [stok] }, stock { port = 2 } }"));

    [Fact]
    public void A_variant_writes_what_differs_and_keeps_the_rest()
    {
        var scenario = Labs.Scenario($"lab {{ title = t, load {{ at = shop, rate = 5/s }}, variants {{ a {{ mesh.defaults.retries.max-attempts = 1, lab.load.rate = 7/s }}, b {{}} }} }}\n{Services}");
        Assert.Equal(["a", "b"], scenario.Variants.Select(variant => variant.Name));
        Assert.Equal([1, 3], scenario.Variants.Select(variant => variant.Mesh.Defaults.Retries.MaxAttempts.Value));
        Assert.Equal([7, 5], scenario.Variants.Select(variant => variant.Load.Rate));
        Assert.Equal("shop", scenario.Variants[0].Load.At);
    }

    [Fact]
    public void What_is_not_written_is_as_the_manual_says()
    {
        var variant = Labs.Scenario($"lab {{ title = t, load {{ at = shop }}, services {{ stock {{ latency = 5ms }} }} }}\n{Services}").Variants.Single();
        Assert.Equal((42ul, TimeSpan.FromSeconds(60), 100.0), (variant.Seed, variant.Duration, variant.Load.Rate));
        Assert.Equal(new WorkloadModel(new LatencyModel(LatencyShape.Constant, TimeSpan.FromMilliseconds(5), 0.5, TimeSpan.FromMilliseconds(15)), 1000, 1000, 0, 500, false, false), variant.Workloads["stock"]);
    }

    [Fact]
    public void No_text_makes_it_throw()
    {
        foreach (var name in ShippedScenarios.Names)
        {
            var text = ShippedScenarios.File(name).Text;
            for (var at = 0; at < text.Length; at += 97) _ = ScenarioReader.Read(new SourceFile(name, text.Remove(at, Math.Min(13, text.Length - at))));
        }
    }
}
