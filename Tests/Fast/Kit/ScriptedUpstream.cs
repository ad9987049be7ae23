using System.Net;
using System.Net.Sockets;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>An endpoint on loopback that does what a test tells it to, and nothing else.</summary>
internal sealed class ScriptedUpstream : IDisposable
{
    private readonly StageLab _lab;
    private readonly Socket _socket;
    private readonly List<Socket> _crowd = [];

    /// <param name="refuses">Whether connections are refused rather than taken.</param>
    public ScriptedUpstream(StageLab lab, bool refuses = false)
    {
        _lab = lab;
        _socket = refuses ? Loopback.Bind() : Loopback.Listen(backlog: 0);
    }

    public IPEndPoint Address => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>The next connection that the proxy opens.</summary>
    public UpstreamPeer Accept() => new(_lab, _lab.Dispatcher.Await(_socket.AcceptAsync()));

    /// <summary>From here on connections are neither taken nor refused.</summary>
    public void Clog() => _crowd.AddRange(Loopback.Clog(Address));

    public void Dispose()
    {
        _socket.Dispose();
        foreach (var waiting in _crowd) waiting.Dispose();
    }
}
