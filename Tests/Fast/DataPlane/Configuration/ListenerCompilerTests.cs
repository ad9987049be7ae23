using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Listening;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using Google.Protobuf;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Configuration;

public sealed class ListenerCompilerTests
{
    [Fact]
    public void Limits_are_as_by_default_where_nothing_is_said() =>
        Assert.Equal(MessageLimits.Default with { AllowHttp10 = false }, Compile("").Chains[0].Http!.Server.Limits);

    [Theory]
    [InlineData(1)]
    [InlineData(96)]
    [InlineData(8192)]
    public void One_line_may_fill_the_head_that_is_configured(int kib)
    {
        var limits = Compile($"\"maxRequestHeadersKb\": {kib}").Chains[0].Http!.Server.Limits;

        Assert.Equal((kib * 1024, kib * 1024, kib * 1024), (limits.HeadBytesMax, limits.FieldBytesMax, limits.RequestLineBytesMax));
        Assert.Equal(MessageLimits.Default.HeaderCountMax, limits.HeaderCountMax);
    }

    [Theory]
    [InlineData("", 65_536)]
    [InlineData("\"perConnectionBufferLimitBytes\": 1024,", 1024)]
    [InlineData("\"perConnectionBufferLimitBytes\": 1048576,", 65_536)]
    public void A_small_buffer_makes_reads_small(string field, int bytes) => Assert.Equal(bytes, Compile("", field).ReadBytesMax);

    private static ListenerPlan Compile(string fields, string listener = "") => ListenerCompiler.Compile(
        new JsonParser(JsonParser.Settings.Default.WithTypeRegistry(ExtensionTypes.Registry)).Parse<Listener>($$"""
            {
              {{listener}} "name": "l", "address": { "socketAddress": { "address": "127.0.0.1", "portValue": 1 } },
              "filterChains": [ { "filters": [ { "typedConfig": {
                "@type": "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
                "routeConfig": {}{{(fields.Length > 0 ? "," : "")}} {{fields}} } } ] } ]
            }
            """),
        knownClusters: null);
}
