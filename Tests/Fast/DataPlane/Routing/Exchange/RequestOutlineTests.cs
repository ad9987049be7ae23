using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Exchange;

public sealed class RequestOutlineTests
{
    [Fact]
    public void It_outlives_the_bytes_it_was_taken_from()
    {
        var octets = "PUT /orders/1?secret HTTP/1.1\r\nHost: shop.test:81\r\n\r\n".Octets();
        var (head, outline) = (new ActorMesh.DataPlane.Http.RequestHead(), new RequestOutline());
        ActorMesh.DataPlane.Http.Http1.RequestParser.Parse(octets, 0, octets.Length, head, ActorMesh.DataPlane.Http.MessageLimits.Default);
        outline.Keep(head);
        Array.Clear(octets);
        Assert.Equal(("PUT", "shop.test:81", "/orders/1"), (outline.Method, outline.Authority, outline.Path));
    }

    [Fact]
    public void Of_each_it_keeps_the_first_256_octets()
    {
        var outline = new RequestOutline();
        var longName = new string('a', RequestOutline.BytesMax);
        outline.Keep(Requests.Request("/" + longName, longName + "b", longName + "C"));
        Assert.Equal((longName, longName, "/" + longName[1..]), (outline.Method, outline.Authority, outline.Path));
        outline.Keep(Requests.Request("/x"));
        Assert.Equal(("GET", "example.com", "/x"), (outline.Method, outline.Authority, outline.Path));
    }

    [Fact]
    public void Once_warm_it_allocates_nothing()
    {
        var (outline, head) = (new RequestOutline(), Requests.Request("/a/b?c"));
        outline.Keep(head);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) outline.Keep(head);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
