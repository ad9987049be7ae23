using ActorMesh.Cli.Workloads;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Workloads;

public sealed class CalleeTests
{
    [Fact]
    public void A_callee_is_a_name_and_where_it_is_found()
    {
        var callee = Callee.Parse("orders=http://127.0.0.1:20001", out var problem);
        Assert.Equal(("", "orders", new Uri("http://127.0.0.1:20001")), (problem, callee!.Name, callee.Address));
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("=http://127.0.0.1:1")]
    [InlineData("orders=127.0.0.1:20001")]
    [InlineData("orders=https://127.0.0.1:20001")]
    [InlineData("orders=http://127.0.0.1:20001/path")]
    [InlineData("orders=http://u@127.0.0.1:20001")]
    public void Anything_else_is_refused_with_an_example(string text)
    {
        Assert.Null(Callee.Parse(text, out var problem));
        Assert.Equal($"'{text}' does not name a service and its address; write it like orders=http://127.0.0.1:20001", problem);
    }

    [Theory]
    [InlineData("/cart?x=1", "http://127.0.0.1:20001/cart?x=1")]
    [InlineData("//elsewhere/x", "http://127.0.0.1:20001//elsewhere/x")]
    [InlineData("*", "http://127.0.0.1:20001/")]
    [InlineData("", "http://127.0.0.1:20001/")]
    public void No_path_leads_to_another_host(string path, string expected) =>
        Assert.Equal(expected, Callee.Parse("orders=http://127.0.0.1:20001", out _)!.At(path).AbsoluteUri);
}
