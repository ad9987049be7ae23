namespace ActorMesh.Tests.EndToEnd.Rig;

/// <summary>A folder of the test's own, gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder(string purpose) => Path = Directory.CreateTempSubdirectory($"actormesh-{purpose}-").FullName;

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Replaces a file in one step, as editors and configuration tools do: no reader ever sees half of it.</summary>
    public string Write(string name, string text)
    {
        var target = File(name);
        System.IO.File.WriteAllText(target + ".new", text);
        System.IO.File.Move(target + ".new", target, overwrite: true);
        return target;
    }

    /// <summary>The same for what only its owner may read.</summary>
    public string WriteSecret(string name, string text)
    {
        var target = Write($"{name}.secret", text);
        if (!OperatingSystem.IsWindows()) System.IO.File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        System.IO.File.Move(target, File(name), overwrite: true);
        return File(name);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
