using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace ActorMesh.Cli.Sidecars;

/// <summary>Why the file is to be read again. SIGHUP is one, from <see cref="Listen"/> on: it never ends the process, and one that comes early is kept.</summary>
internal sealed class ReloadCauses : IDisposable
{
    public const string FileChanged = "file changed";
    public const string HangUp = "SIGHUP";

    private readonly Channel<string> _waiting = Channel.CreateBounded<string>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly PosixSignalRegistration _hangUp;

    private ReloadCauses() => _hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
    {
        context.Cancel = true;
        Add(HangUp);
    });

    public static ReloadCauses Listen() => new();

    /// <summary>Causes that come while one waits are the same as that one: the file is read after all of them.</summary>
    public void Add(string cause) => _waiting.Writer.TryWrite(cause);

    /// <summary>No more come; what waits is still given out.</summary>
    public void End() => _waiting.Writer.TryComplete();

    public IAsyncEnumerable<string> All() => _waiting.Reader.ReadAllAsync(CancellationToken.None);

    public void Dispose() => _hangUp.Dispose();
}
