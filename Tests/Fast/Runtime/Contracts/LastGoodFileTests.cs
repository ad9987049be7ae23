using ActorMesh.Runtime.Contracts;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Runtime.Contracts;

public sealed class LastGoodFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("last-good-").FullName;

    [Fact]
    public void There_is_nothing_before_anything_was_written() => Assert.Null(Of("mesh").Read());

    [Fact]
    public void What_was_written_is_read_again() =>
        Gen.Select(Gen.Long, Gen.Long, Gen.Byte.Array[0, 200]).Sample((epoch, sequence, bytes) =>
        {
            Of("mesh").Write(new LastGoodEntry(epoch, sequence, bytes));
            var read = Of("mesh").Read()!;
            Assert.Equal((epoch, sequence), (read.Epoch, read.Sequence));
            Assert.Equal(bytes, read.Bytes.ToArray());
        }, iter: 50, threads: 1);

    [Fact]
    public void The_last_one_stays()
    {
        Of("mesh").Write(new LastGoodEntry(1, 1, new byte[] { 1 }));
        Of("mesh").Write(new LastGoodEntry(1, 2, new byte[] { 2 }));
        Assert.Equal(2, Of("mesh").Read()!.Sequence);
        Assert.Equal([Path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Any_changed_byte_is_found() =>
        Gen.Select(Gen.Byte.Array[0, 40], Gen.Int[0, 1000], Gen.Byte[1, 255]).Sample((bytes, at, change) =>
        {
            Of("mesh").Write(new LastGoodEntry(3, 4, bytes));
            var all = File.ReadAllBytes(Path);
            all[at % all.Length] ^= change;
            File.WriteAllBytes(Path, all);
            Assert.Throws<InvalidDataException>(() => Of("mesh").Read());
        }, iter: 100, threads: 1);

    [Fact]
    public void Every_cut_is_found()
    {
        Of("mesh").Write(new LastGoodEntry(3, 4, new byte[20]));
        var all = File.ReadAllBytes(Path);
        for (var length = 0; length < all.Length; length++)
        {
            File.WriteAllBytes(Path, all[..length]);
            Assert.Throws<InvalidDataException>(() => Of("mesh").Read());
        }
    }

    [Fact]
    public void Bytes_that_are_no_message_are_refused_with_what_to_do()
    {
        Of("mesh").Write(new LastGoodEntry(3, 4, new byte[] { 0xff, 0xff }));
        var refused = Assert.Throws<InvalidDataException>(() => Of("mesh").Read(ActorMesh.Runtime.Contracts.Cluster.PublishedMesh.Parser));
        Assert.Contains("Delete it", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_kind_is_refused_with_what_to_do()
    {
        Of("mesh").Write(new LastGoodEntry(3, 4, new byte[20]));
        var refused = Assert.Throws<InvalidDataException>(() => Of("discovery").Read());
        Assert.Contains("does not hold discovery", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Delete it", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_else_may_read_it()
    {
        if (OperatingSystem.IsWindows()) return;
        File.WriteAllText($"{Path}.new", "left by a crash");
        Of("mesh").Write(new LastGoodEntry(3, 4, new byte[20]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
    }

    [Fact]
    public void A_folder_that_is_a_file_is_said()
    {
        File.WriteAllText(Path, "");
        var file = new LastGoodFile(System.IO.Path.Combine(Path, "below"), "mesh");
        Assert.ThrowsAny<IOException>(() => file.Write(new LastGoodEntry(1, 1, new byte[1])));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Path => System.IO.Path.Combine(_folder, "kept");

    private LastGoodFile Of(string kind) => new(Path, kind);
}
