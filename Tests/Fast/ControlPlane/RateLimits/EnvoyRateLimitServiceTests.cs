using ActorMesh.ControlPlane.RateLimits;
using ActorMesh.Runtime.Contracts.Envoy.LimitServices;
using ActorMesh.Runtime.Contracts.Envoy.RateLimits;
using ActorMesh.Tests.Fast.Hocon.Mesh;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit;
using static ActorMesh.Runtime.Contracts.Envoy.LimitServices.RateLimitResponse.Types;
using Unit = ActorMesh.Runtime.Contracts.Envoy.LimitServices.RateLimitResponse.Types.RateLimit.Types.Unit;

namespace ActorMesh.Tests.Fast.ControlPlane.RateLimits;

/// <summary>What a proxy gets that asks for each request.</summary>
public sealed class EnvoyRateLimitServiceTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly GlobalLimits Limits = GlobalLimits.Of(MeshSample.Mesh(
        "services { a { port = 80, rate-limit.global { enabled = on, domain = d, key = \"header:x-user\", rate = 30/m, burst = 2 } } }"));

    private LimitNode _node = null!;
    private GrpcChannel _channel = null!;

    public async Task InitializeAsync()
    {
        _node = await LimitNode.Start(Limits);
        _channel = GrpcChannel.ForAddress(_node.Address);
        await _node.Sees(1);
    }

    public async Task DisposeAsync()
    {
        _channel.Dispose();
        await _node.DisposeAsync();
    }

    [Fact]
    public async Task It_decides_from_the_true_bucket_and_says_what_is_left()
    {
        var name = await FullLimit();

        var (first, second, third) = (await Ask(name), await Ask(name), await Ask(name));

        Assert.Equal((Code.Ok, Code.Ok, Code.OverLimit), (first.OverallCode, second.OverallCode, third.OverallCode));
        Assert.Equal((1u, 0u, 0u), (Remaining(first), Remaining(second), Remaining(third)));
        Assert.Equal(new RateLimit { RequestsPerUnit = 30, Unit = Unit.Minute, Name = "d/x-user" }, first.Statuses[0].CurrentLimit);
        Assert.InRange(third.Statuses[0].DurationUntilReset.ToTimeSpan().TotalSeconds, 0.5, 2);
    }

    [Fact]
    public async Task A_request_may_take_several_tokens_and_a_descriptor_its_own_number()
    {
        var (one, other) = (await FullLimit(), await FullLimit());
        var request = Of(one);
        request.HitsAddend = 3;
        request.Descriptors.Add(Of(other).Descriptors[0]);
        request.Descriptors[1].HitsAddend = 2;

        var answer = await Client().ShouldRateLimitAsync(request);

        Assert.Equal((Code.OverLimit, Code.OverLimit, Code.Ok), (answer.OverallCode, answer.Statuses[0].Code, answer.Statuses[1].Code));
        Assert.Equal(Code.OverLimit, (await Ask(other)).OverallCode);
    }

    [Fact]
    public async Task What_no_limit_fits_passes()
    {
        var answer = await Client().ShouldRateLimitAsync(new RateLimitRequest { Domain = "elsewhere", Descriptors = { Of("u").Descriptors } });

        Assert.Equal((Code.Ok, Code.Ok, null, 1L), (answer.OverallCode, answer.Statuses[0].Code, answer.Statuses[0].CurrentLimit, _node.Limits.Counters.Unmatched));
    }

    [Fact]
    public async Task A_request_without_descriptors_is_wrong() =>
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(async () => await Client().ShouldRateLimitAsync(new RateLimitRequest { Domain = "d" }))).StatusCode);

    private static uint Remaining(RateLimitResponse answer) => answer.Statuses[0].LimitRemaining;

    private static RateLimitRequest Of(string user) => new()
    {
        Domain = "d",
        Descriptors = { new RateLimitDescriptor { Entries = { new RateLimitDescriptor.Types.Entry { Key = "x-user", Value = user } } } },
    };

    private RateLimitService.RateLimitServiceClient Client() => new(_channel);

    private async Task<RateLimitResponse> Ask(string user) => await Client().ShouldRateLimitAsync(Of(user));

    /// <summary>One whose bucket is full: four seconds after its coordinator has waited.</summary>
    private async Task<string> FullLimit()
    {
        var name = Guid.NewGuid().ToString();
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync(limit.Token))
        {
            var look = Of(name);
            look.Descriptors[0].HitsAddend = 0;
            try
            {
                if (Remaining(await Client().ShouldRateLimitAsync(look)) == 2) break;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
            {
                // It has not waited long enough.
            }
        }

        return name;
    }
}
