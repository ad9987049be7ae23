using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.Hocon.Envoy;
using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using ActorMesh.Tests.Fast.Kit;
using CsCheck;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Envoy;

/// <summary>What a control plane sends is read as strictly as what a person writes.</summary>
public sealed class ResourceReaderTests
{
    [Fact]
    public void Every_resource_of_the_examples_is_read_as_it_was_sent()
    {
        var bootstraps = Directory.GetFiles(Path.Combine(Tidy.SourceTree.Root, "docs"), "*.yaml", SearchOption.AllDirectories)
            .Select(file => BootstrapReader.Read(File.ReadAllText(file), file).Bootstrap).OfType<Bootstrap>()
            .Append(Bootstraps.Of([Bootstraps.Listener("in", Bootstraps.GoesTo("orders"))], Bootstraps.Static("orders", 9001, 9002))).ToList();

        Assert.All(bootstraps.SelectMany(one => one.StaticResources.Clusters), cluster => Assert.Equal(cluster, Read(cluster).Resource));
        Assert.All(bootstraps.SelectMany(one => one.StaticResources.Listeners), listener => Assert.Equal(listener, Read(listener).Resource));
    }

    [Fact]
    public void A_bad_value_is_refused_with_its_field_and_what_to_do()
    {
        var cluster = Discovered.Cluster("orders");
        cluster.ConnectTimeout = Duration.FromTimeSpan(TimeSpan.Zero);

        Assert.Equal(["connect_timeout: must be at least 0.001s"], Read(cluster).Problems);
    }

    [Theory]
    [InlineData(43, "without it the traffic would be neither encrypted nor verified")]
    [InlineData(59, "without it the traffic would be neither encrypted nor verified")]
    [InlineData(22, "without it more would match than is meant")]
    public void A_field_that_guards_is_refused_even_if_nobody_has_heard_of_it(int field, string reason)
    {
        var reading = ResourceReader.Read(WithField(Discovered.Cluster("orders"), field), Cluster.Descriptor);

        Assert.Null(reading.Resource);
        Assert.Contains(reason, Assert.Single(reading.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_other_field_that_is_not_known_is_left_out()
    {
        var reading = ResourceReader.Read(WithField(Discovered.Cluster("orders"), 4711), Cluster.Descriptor);

        Assert.Equal(Discovered.Cluster("orders"), reading.Resource);
        Assert.Single(reading.Unread);
    }

    [Fact]
    public void A_guard_deep_in_a_listener_is_seen()
    {
        var listener = Discovered.Listener("in", 10000, Discovered.Routes("main", "orders"));
        var filter = listener.FilterChains[0].Filters[0];
        filter.TypedConfig.Value = WithField(filter.TypedConfig.Value, 52);

        var problem = Assert.Single(Read(listener).Problems);
        Assert.StartsWith("filter_chains[0].filters[0].typed_config: ", problem, StringComparison.Ordinal);
        Assert.Contains("field 52", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_denied_is_taken_from_a_secret_that_is_delivered_and_from_nothing_that_somebody_writes()
    {
        var secret = new Secret { Name = "roots", ValidationContext = new CertificateValidationContext { TrustedCa = new DataSource { InlineString = "PEM" }, ActormeshDenied = { "4abc" } } };
        Assert.Equal(secret, Read(secret).Resource);

        var written = BootstrapReader.Read(
            """
            static_resources:
              secrets:
              - { name: roots, validation_context: { trusted_ca: { inline_string: PEM }, actormesh_denied: [ 4abc ] } }
            """,
            "mesh.yaml");
        var problem = Assert.Single(written.Diagnostics, one => one.Severity == DiagnosticSeverity.Error);
        Assert.Equal(("static_resources.secrets[0].validation_context.actormesh_denied", 3), (problem.Path, problem.Position.Line));
        Assert.Contains("actormesh cert deny PEER", problem.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void No_bytes_make_it_throw() => Gen.Byte.Array[0, 200].Sample(bytes =>
        Assert.NotNull(ResourceReader.Read(new Any { TypeUrl = "x/y", Value = ByteString.CopyFrom(bytes) }, Listener.Descriptor)));

    [Theory]
    [InlineData("2A05")] // per_connection_buffer_limit_bytes, a wrapped number that is cut short.
    [InlineData("2A0100")]
    [InlineData("2A010A")]
    [InlineData("0AFF")]
    public void Bytes_that_are_no_such_message_are_refused(string bytes)
    {
        var body = new Any { TypeUrl = $"type.googleapis.com/{Listener.Descriptor.FullName}", Value = ByteString.CopyFrom(Convert.FromHexString(bytes)) };
        Assert.StartsWith("it is no envoy.config.listener.v3.Listener: ", Assert.Single(ResourceReader.Read(body, Listener.Descriptor).Problems), StringComparison.Ordinal);
        Assert.Null(ResourceCheck.NameOf(body, DiscoveredType.Listener));
    }

    private static ResourceReading Read(IMessage resource) => ResourceReader.Read(Any.Pack(resource), resource.Descriptor);

    private static Any WithField(IMessage message, int number)
    {
        var any = Any.Pack(message);
        any.Value = WithField(any.Value, number);
        return any;
    }

    /// <summary>With an empty message in a field.</summary>
    private static ByteString WithField(ByteString bytes, int number)
    {
        using var buffer = new MemoryStream();
        buffer.Write(bytes.Span);
        using (var output = new CodedOutputStream(buffer, leaveOpen: true))
        {
            output.WriteTag(number, WireFormat.WireType.LengthDelimited);
            output.WriteLength(0);
        }
        return ByteString.CopyFrom(buffer.ToArray());
    }
}
