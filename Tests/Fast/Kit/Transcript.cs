using Xunit;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>All that a reader told of its input.</summary>
/// <param name="Messages">In order; the last may be unfinished.</param>
/// <param name="Error">Code of the error that ended it, or null.</param>
/// <param name="Rest">What it did not consume.</param>
internal sealed record Transcript(IReadOnlyList<Told> Messages, string? Error, string Rest)
{
    public IEnumerable<Told> Whole => Messages.Where(message => message.IsWhole);

    public override string ToString() => string.Join("\n---\n", Messages) + (Error is null ? $"\n[left: {Rest.Length}]" : $"\n[{Error}]");

    /// <summary>
    /// The same input told in other pieces tells the same messages and ends in the same error. Where it ends in an error, pieces may have
    /// shown more of the message that breaks off: what arrives together with a fault is not handed on.
    /// </summary>
    public void AssertTellsTheSameAs(Transcript other)
    {
        Assert.Equal(other.Error, Error);
        Assert.Equal(other.Whole, Whole);
        if (Error is null)
        {
            Assert.Equal(other.Messages, Messages);
            Assert.Equal(other.Rest, Rest);
            return;
        }

        var (mine, theirs) = (Messages.LastOrDefault(last => !last.IsWhole), other.Messages.LastOrDefault(last => !last.IsWhole));
        if (mine is null || theirs is null) return;
        Assert.Equal(theirs.Head, mine.Head);
        Assert.True(theirs.Body.StartsWith(mine.Body, StringComparison.Ordinal) || mine.Body.StartsWith(theirs.Body, StringComparison.Ordinal));
    }
}
