using ActorMesh.DataPlane.Http;
using ActorMesh.Tests.Fast.Kit;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Http.Http1;

/// <summary>What holds for every input there is.</summary>
public sealed class ReaderLawsTests
{
    private static readonly MessageLimits Tight = new(
        HeadBytesMax: 150, HeaderCountMax: 4, RequestLineBytesMax: 40, FieldBytesMax: 50, ChunkLineBytesMax: 26, ChunkExtensionBytesMax: 14, TrailerBytesMax: 40);

    [Fact]
    public void Every_valid_request_is_taken() => MessageGen.Requests.Sample(requests =>
    {
        var told = Reading.Requests(requests);
        Assert.Null(told.Error);
        Assert.Equal("", told.Rest);
        Assert.All(told.Messages, message => Assert.True(message.IsWhole));
    });

    [Fact]
    public void Cuts_in_requests_change_nothing() => Gen.Select(MessageGen.Requests, MessageGen.Cuts).Sample((requests, cuts) =>
        Reading.Requests(requests.Cut(cuts)).AssertTellsTheSameAs(Reading.Requests(requests)));

    [Fact]
    public void Cuts_in_damaged_requests_change_nothing() => Gen.Select(Mutation.Of(MessageGen.Requests), MessageGen.Cuts).Sample((requests, cuts) =>
        Reading.Requests(requests.Cut(cuts)).AssertTellsTheSameAs(Reading.Requests(requests)), iter: 3_000);

    [Fact]
    public void Cuts_in_oversized_requests_change_nothing() => Gen.Select(Mutation.Of(MessageGen.Requests), MessageGen.Cuts).Sample((requests, cuts) =>
        Reading.Requests(requests.Cut(cuts), Tight).AssertTellsTheSameAs(Reading.Requests(requests, Tight)), iter: 3_000);

    [Fact]
    public void Cuts_in_answers_change_nothing() => Gen.Select(MessageGen.Response, MessageGen.Cuts).Sample((answer, cuts) =>
    {
        var whole = Reading.Responses(answer);
        Assert.Null(whole.Error);
        Assert.True(whole.Messages[^1].IsWhole);
        Reading.Responses(answer.Cut(cuts)).AssertTellsTheSameAs(whole);
    });

    [Fact]
    public void Cuts_in_damaged_answers_change_nothing() =>
        Gen.Select(Mutation.Of(MessageGen.Response), MessageGen.Cuts, Gen.OneOf(HttpMethod.Get, HttpMethod.Head, HttpMethod.Connect), Gen.Bool).Sample((answer, cuts, method, tight) =>
        {
            var limits = tight ? Tight : MessageLimits.Default;
            Reading.Responses(answer.Cut(cuts), method, limits).AssertTellsTheSameAs(Reading.Responses(answer, method, limits));
        }, iter: 3_000);

    [Fact]
    public void Noise_is_refused_or_waited_for_but_never_throws() =>
        Gen.Select(Gen.Byte.Array[0, 300], MessageGen.Cuts).Sample((noise, cuts) =>
        {
            var text = ((ReadOnlySpan<byte>)noise).Latin();
            Reading.Requests(text.Cut(cuts), Tight).AssertTellsTheSameAs(Reading.Requests(text, Tight));
            Reading.Responses(text.Cut(cuts)).AssertTellsTheSameAs(Reading.Responses(text));
        });

    [Fact]
    public void A_second_reading_of_the_rules_comes_to_the_same_on_valid_requests() => MessageGen.Requests.Sample(requests =>
    {
        var (messages, isRefused) = ReferenceRequests.Read(requests);
        Assert.False(isRefused);
        Assert.Equal(messages, Reading.Requests(requests).Messages);
    });

    [Fact]
    public void A_second_reading_of_the_rules_comes_to_the_same_on_damaged_requests() => Mutation.Of(MessageGen.Requests).Sample(requests =>
    {
        var (messages, isRefused) = ReferenceRequests.Read(requests);
        var told = Reading.Requests(requests);
        Assert.Equal(messages, told.Whole);
        // The reference does not see a fault in a message that is not all there; the reader does not wait for what cannot become good.
        if (isRefused) Assert.NotNull(told.Error);
    }, iter: 20_000);
}
