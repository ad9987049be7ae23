using System.Net.Http;
using System.Net.Sockets;
using ActorMesh.Cli.Spiffe;
using ActorMesh.Cli.Terminals;
using ActorMesh.Tests.Fast.Kit;
using Grpc.Net.Client;

namespace ActorMesh.Tests.Fast.Cli.Spiffe;

/// <summary>A real socket with the API behind it, and a client.</summary>
internal sealed class WorkloadApiRig : IAsyncDisposable
{
    private readonly string _folder;
    private readonly StringWriter _said;
    private readonly WorkloadApi _api;
    private bool _hasEnded;

    private WorkloadApiRig(ApplicationSide side, string folder, StringWriter said, WorkloadApi api)
    {
        (Side, _folder, _said, _api) = (side, folder, said, api);
        Channel = GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler { ConnectCallback = async (_, stop) => new NetworkStream(await Connect(stop), ownsSocket: true) }, DisposeHttpClient = true,
        });
    }

    public ApplicationSide Side { get; }

    public GrpcChannel Channel { get; }

    public string Said
    {
        get
        {
            lock (_said) return _said.ToString();
        }
    }

    public static async Task<WorkloadApiRig> Start(TimeProvider? other = null)
    {
        var clock = other ?? TimeProvider.System;
        var (folder, said, side) = (Directory.CreateTempSubdirectory("spiffe-").FullName, new StringWriter(), new ApplicationSide(clock));
        var api = await WorkloadApi.Start(new WorkloadApiSettings(Path.Combine(folder, "a.sock"), []), side.Identity, new Talk(TextWriter.Synchronized(said), colour: false), clock);
        return new WorkloadApiRig(side, folder, said, api);
    }

    public async Task<Socket> Connect(CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(_folder, "a.sock")), stop);
        return socket;
    }

    public async Task Stop()
    {
        if (!_hasEnded) await _api.DisposeAsync();
        _hasEnded = true;
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await Stop();
        Side.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
