using ActorMesh.ControlPlane.Identity.Sealing;
using ActorMesh.Runtime.Membership;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Identity;

/// <summary>Where a node has its sealing key from.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class SealingSourceTests : IDisposable
{
    private const string Good = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actormesh-sealing-");

    private string Usual => Path.Combine(_folder.FullName, "state", "sealing.key");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void With_none_given_it_is_made_for_its_owner_and_found_again()
    {
        var source = new SealingSource(null, null, null, Usual);
        var seal = source.Read().Seal("x"u8, "c"u8);

        Assert.Equal("x"u8, source.Read().Open(seal, "c"u8));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Usual));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(Usual)!));
        Assert.True(source.IsUsual);
    }

    [Fact]
    public async Task Many_who_make_it_at_once_end_with_one()
    {
        for (var round = 0; round < 100; round++)
        {
            var source = new SealingSource(null, null, null, Path.Combine(_folder.FullName, $"{round}", "sealing.key"));
            var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(source.Read)));
            var seal = made[0].Seal("x"u8, "c"u8);
            Assert.All(made, key => Assert.Equal("x"u8, key.Open(seal, "c"u8)));
            Assert.Single(Directory.GetFiles(Path.GetDirectoryName(source.UsualFile)!));
        }
    }

    [Fact]
    public void A_file_that_others_may_use_is_refused()
    {
        var file = Write(Good, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.Contains("chmod 600", Refusal(new SealingSource(file, null, null, Usual)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAEC")]
    [InlineData("no base64 at all !!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gIQ==")]
    public void What_is_no_key_is_refused_without_repeating_it(string text)
    {
        var fromFile = Refusal(new SealingSource(Write(text, UnixFileMode.UserRead), null, null, Usual));
        var fromVariable = Refusal(new SealingSource(null, text, null, Usual));

        Assert.Contains("openssl rand", fromFile, StringComparison.Ordinal);
        Assert.Contains(SealingSource.KeyVariable, fromVariable, StringComparison.Ordinal);
        Assert.True(text.Length == 0 || !fromVariable.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public void All_three_ways_work_one_at_a_time()
    {
        _ = new SealingSource(Write($"{Good}\n", UnixFileMode.UserRead), null, null, Usual).Read();
        _ = new SealingSource(null, Good, null, Usual).Read();
        _ = new SealingSource(null, null, "sixteen letters!", Usual).Read();
        Assert.Contains("more than one", Refusal(new SealingSource(null, Good, "sixteen letters!", Usual)), StringComparison.Ordinal);
        Assert.Contains("16", Refusal(new SealingSource(null, null, "short", Usual)), StringComparison.Ordinal);
        Assert.Contains("cannot be read", Refusal(new SealingSource(Path.Combine(_folder.FullName, "none"), null, null, Usual)), StringComparison.Ordinal);
        Assert.False(File.Exists(Usual));
    }

    private static string Refusal(SealingSource source) => Assert.Throws<MemberException>(source.Read).Message;

    private string Write(string text, UnixFileMode mode)
    {
        var path = Path.Combine(_folder.FullName, "given.key");
        if (File.Exists(path)) File.Delete(path);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, mode);
        return path;
    }
}
