using System.Text.Json;

namespace ActorMesh.ControlPlane.Identity.Auditing;

/// <summary>Who was given which certificate and who was not, as lines of JSON in a file for its owner only: <c>audit.jsonl</c>, and the last three before it.</summary>
/// <remarks>
/// Any thread. A line that cannot be written holds up nobody: it is counted and said. What strangers can have written is summed when there is much of it,
/// so that it pushes out nothing else.
/// </remarks>
public sealed class AuditLog(string path, string node, TimeProvider clock, Action<string> warn) : IDisposable
{
    /// <summary>Bytes of a file before the next is begun.</summary>
    public const long SizeMax = 10 * 1024 * 1024;

    public const int KeptMax = 3;

    private readonly Lock _gate = new();
    private readonly RefusalSums _refusals = new();
    private ITimer? _summing;
    private FileStream? _file;
    private bool _isFailing;

    /// <summary>Lines that could not be written.</summary>
    public long Lost { get; private set; }

    public void Write(AuditEvent happened)
    {
        var isRefusal = happened.What is AuditEvent.Refused or AuditEvent.SecretRefused;
        lock (_gate)
        {
            if (isRefusal && !_refusals.Take(happened, clock.GetUtcNow()))
            {
                _summing ??= clock.CreateTimer(_ => Sum(), null, RefusalSums.Window, Timeout.InfiniteTimeSpan);
                return;
            }
            Append(happened);
        }
    }

    public void Dispose()
    {
        Sum();
        lock (_gate) _file?.Dispose();
    }

    private void Sum()
    {
        lock (_gate)
        {
            _summing?.Dispose();
            _summing = null;
            foreach (var sum in _refusals.End()) Append(sum);
        }
    }

    private void Append(AuditEvent happened)
    {
        var line = new AuditLine(
            clock.GetUtcNow(), node, happened.What, happened.Identity, happened.By, happened.Address, happened.Serial, happened.Shown, happened.NotAfter, happened.Issuer, happened.Token,
            happened.Author, happened.Reason, happened.Times);
        Write([.. JsonSerializer.SerializeToUtf8Bytes(line, AuditJson.Default.AuditLine), (byte)'\n']);
    }

    private void Write(byte[] line)
    {
        try
        {
            _file ??= Open();
            if (_file.Length + line.Length > SizeMax && _file.Length > 0) Turn();
            _file!.Write(line);
            _file.Flush();
            _isFailing = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Lost++;
            _file?.Dispose();
            _file = null;
            if (!_isFailing) warn($"the audit log {path} cannot be written: {e.Message}; certificates are issued on, and what is not written is counted");
            _isFailing = true;
        }
    }

    private void Turn()
    {
        _file!.Dispose();
        _file = null;
        for (var i = KeptMax; i > 0; i--)
            if (File.Exists(Name(i - 1))) File.Move(Name(i - 1), Name(i), overwrite: true);
        _file = Open();
    }

    private FileStream Open()
    {
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    private string Name(int number) => number == 0 ? path : $"{path}.{number}";
}
