using ActorMesh.DataPlane.Http;
using ActorMesh.Tests.Fast.Kit;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Http;

public sealed class HeaderBlockTests
{
    [Fact]
    public void Added_fields_come_last_and_keep_those_of_the_same_name()
    {
        var headers = Parsed("A: 1", "B: 2");
        headers.Add("a"u8, "3"u8);
        Assert.Equal("A=1 B=2 a=3", Text(headers));
        Assert.Equal("1|3", headers.Header("a"));
    }

    [Fact]
    public void Set_replaces_all_of_a_name()
    {
        var headers = Parsed("A: 1", "B: 2", "a: 3");
        headers.Set("A"u8, "4"u8);
        Assert.Equal("B=2 A=4", Text(headers));
        headers.Set("C"u8, "5"u8);
        Assert.Equal("B=2 A=4 C=5", Text(headers));
    }

    [Fact]
    public void Remove_takes_all_of_a_name_in_any_case()
    {
        var headers = Parsed("X-A: 1", "B: 2", "x-a: 3", "Cookie: h", "cookie: i");
        headers.Remove("x-A"u8);
        headers.Remove(KnownHeader.Cookie);
        Assert.Equal("B=2", Text(headers));
        Assert.Equal(-1, headers.Find("x-a"u8));
        Assert.Equal(-1, headers.Find(KnownHeader.Cookie));
        headers.Remove("never-there"u8);
        Assert.Equal("B=2", Text(headers));
    }

    [Fact]
    public void A_name_may_be_removed_and_added_again()
    {
        var headers = Parsed("A: 1");
        headers.Remove("a"u8);
        headers.Add("A"u8, "2"u8);
        Assert.Equal("A=2", Text(headers));
        Assert.Equal(1, headers.Find("a"u8));
    }

    [Fact]
    public void Fields_are_found_one_after_the_other()
    {
        var headers = Parsed("Cookie: 1", "X: 2", "cookie: 3");
        Assert.Equal((0, 2, -1), (headers.Find(KnownHeader.Cookie), headers.Find(KnownHeader.Cookie, 1), headers.Find(KnownHeader.Cookie, 3)));
        Assert.Equal((0, 2, -1), (headers.Find("COOKIE"u8), headers.Find("cookie"u8, 1), headers.Find("cookie"u8, 3)));
        Assert.Equal(-1, headers.Find("cooki"u8));
    }

    [Fact]
    public void A_field_may_be_set_to_its_own_value()
    {
        var headers = Parsed();
        headers.Add("a"u8, "first"u8);
        for (var round = 0; round < 200; round++) headers.Set("a"u8, headers.Value(headers.Find("a"u8)));
        Assert.Equal("a=first", Text(headers));
    }

    [Fact]
    public void A_value_may_be_longer_than_64_KiB()
    {
        var headers = Parsed("A: 1");
        var value = new string('x', 70_000);
        headers.Add("b"u8, value.Octets());
        headers.Add("c"u8, "2"u8);
        Assert.Equal($"A=1 b={value} c=2", Text(headers));
    }

    [Fact]
    public void Parsed_fields_follow_their_source_when_it_moves()
    {
        var source = "Name: value\r\n\r\n".Octets();
        var headers = new HeaderBlock();
        headers.Reset(source);
        headers.AppendParsed(0, 4, 6, 5);
        headers.Add("added"u8, "here"u8);
        var moved = new byte[100];
        source.CopyTo(moved, 40);
        Array.Fill(source, (byte)'!');
        headers.Rebase(moved, 40);
        Assert.Equal("Name=value added=here", Text(headers));
    }

    [Fact]
    public void A_reset_forgets_everything()
    {
        var headers = Parsed("A: 1");
        headers.Add("b"u8, "2"u8);
        headers.Reset([]);
        Assert.Equal(0, headers.Slots);
        Assert.Equal(-1, headers.Find("a"u8));
        headers.Add("c"u8, "3"u8);
        Assert.Equal("c=3", Text(headers));
    }

    [Fact]
    public void What_is_nominated_is_so_in_any_case_but_not_what_is_added_later()
    {
        var headers = Parsed("A: 1");
        headers.Nominate("a"u8);
        headers.Add("a"u8, "2"u8);
        Assert.Equal((true, false), (headers.IsNominated(0), headers.IsNominated(1)));
    }

    /// <summary>Against a list of pairs, with names of which some are equal but for their case.</summary>
    [Fact]
    public void It_behaves_like_a_list_of_pairs() =>
        Gen.Select(Gen.OneOf("add", "set", "remove"), Gen.OneOf("a", "A", "host", "Host", "x-envoy-b", "c"), Gen.Int[0, 99]).List[0, 60].Sample(steps =>
        {
            var headers = Parsed("a: first", "Host: h");
            var model = new List<(string Name, string Value)> { ("a", "first"), ("Host", "h") };
            foreach (var (step, name, value) in steps)
            {
                if (step != "add") model.RemoveAll(pair => pair.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
                if (step != "remove") model.Add((name, value.ToString()));
                if (step == "add") headers.Add(name.Octets(), value.ToString().Octets());
                else if (step == "set") headers.Set(name.Octets(), value.ToString().Octets());
                else headers.Remove(name.Octets());
            }

            Assert.Equal(string.Join(' ', model.Select(pair => $"{pair.Name}={pair.Value}")), Text(headers));
        });

    [Fact]
    public void Nothing_is_allocated_once_it_has_grown()
    {
        var headers = Parsed();
        void Use()
        {
            headers.Reset([]);
            for (var n = 0; n < 30; n++) headers.Add("x-some-name"u8, "some value"u8);
            headers.Set("x-other"u8, "value"u8);
        }

        Use();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++) Use();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static HeaderBlock Parsed(params string[] lines) => Responses.Response("200 OK", HttpMethod.Head, lines).Headers;

    private static string Text(HeaderBlock headers) => string.Join(
        ' ', Enumerable.Range(0, headers.Slots).Where(headers.IsPresent).Select(slot => $"{headers.Name(slot).Latin()}={headers.Value(slot).Latin()}"));
}
