using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Inspecting;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Inspecting;

public sealed class HistoryTests
{
    [Fact]
    public void Versions_are_listed_with_what_became_of_them()
    {
        List<RevisionShape> versions =
        [
            Version(4, "d4", "try it", 5, null), Version(3, "a1", null, 65, 1), Version(2, "b2", "shorter", 4000, null), Version(1, "a1", "first", 200_000, null),
        ];
        var history = new HistoryShape("actormesh/v1", "History", PublicationShape.Nothing with { Stable = versions[1], Canary = versions[0], CanaryPercent = 10 }, versions);
        using var data = new StringWriter { NewLine = "\n" };
        HistoryRun.Table(history, Statuses.Now).Write(data);
        Assert.Equal(
            """
            VERSION  STATE       AGE    AUTHOR  HASH  MESSAGE
            4        canary 10%  5s     me@box  d4    try it
            3        running     1m     me@box  a1    brings back 1
            2        -           1h06m  me@box  b2    shorter
            1        -           2d     me@box  a1    first

            """, data.ToString());
    }

    private static RevisionShape Version(long version, string hash, string? message, int secondsAgo, long? restores) =>
        new(version, 1, hash, "me@box", message, Statuses.Now.AddSeconds(-secondsAgo), restores);
}
