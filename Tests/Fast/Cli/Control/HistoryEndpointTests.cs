using ActorMesh.Cli.Control.Api;
using ActorMesh.ControlPlane.Authority;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Control;

public sealed class HistoryEndpointTests
{
    [Fact]
    public void As_many_versions_as_may_be_asked_for_are_answered() => Assert.Equal(AuthorityAnswers.CountMax, HistoryEndpoint.CountMax);
}
