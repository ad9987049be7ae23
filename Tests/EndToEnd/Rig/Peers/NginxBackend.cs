using System.Net.Sockets;
using ActorMesh.Tests.EndToEnd.Rig.Processes;

namespace ActorMesh.Tests.EndToEnd.Rig.Peers;

/// <summary>
/// A real nginx that serves several ports, each under its own name. It can be killed and started again on the same ports. What it
/// answers: <c>/</c> anything below: "NAME METHOD URI"; <c>/files/</c>: files; <c>/received</c>: a request body, given back in X-Received;
/// <c>/included.html</c>: a chunked body; <c>/status/503</c>: that status.
/// </summary>
internal sealed class NginxBackend : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new("nginx");
    private readonly string _configuration;
    private ChildProcess? _process;

    private NginxBackend(string[] names)
    {
        Ports = [.. names.Select(_ => FreePorts.Take())];
        Directory.CreateDirectory(_folder.File("www"));
        Directory.CreateDirectory(_folder.File("logs"));
        _folder.Write("www/included.html", "<p>uri=<!--# echo var=\"request_uri\" --></p>");
        _configuration = _folder.Write("nginx.conf", Configuration(names));
    }

    public IReadOnlyList<int> Ports { get; }

    public int Port => Ports[0];

    public bool IsRunning => _process is { HasExited: false };

    public static async Task<NginxBackend> Start(params string[] names)
    {
        var backend = new NginxBackend(names);
        await backend.StartAgain();
        return backend;
    }

    /// <summary>Puts a file of that many bytes below <c>/files/</c>; byte i is i modulo 251.</summary>
    public void AddFile(string name, int bytes)
    {
        var content = new byte[bytes];
        for (var i = 0; i < bytes; i++) content[i] = (byte)(i % 251);
        File.WriteAllBytes(_folder.File($"www/{name}"), content);
    }

    public async Task StartAgain()
    {
        if (_process is not null) await _process.DisposeAsync();
        _process = ChildProcess.Start("nginx", ["-p", _folder.Path, "-e", _folder.File("error.log"), "-c", _configuration]);
        await Eventually.Holds($"nginx listens on {Port}", Listens);
    }

    /// <summary>Kills it as a crash would: every connection ends at once.</summary>
    public async Task Kill()
    {
        _process!.Send(Signal.Kill);
        await _process.Exit(TimeSpan.FromSeconds(5));
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _folder.Dispose();
    }

    private bool Listens()
    {
        if (_process!.HasExited) throw new InvalidOperationException($"nginx ended.\n{_process.Output}");
        try
        {
            using var probe = new TcpClient("127.0.0.1", Ports[^1]);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private string Configuration(string[] names) => $$"""
        daemon off; master_process off; pid {{_folder.Path}}/pid; worker_rlimit_nofile 8192;
        events { worker_connections 4096; }
        http {
          access_log off; default_type text/plain; client_max_body_size 0; server_tokens off;
          keepalive_timeout 600s; keepalive_requests 1000000000; lingering_close off;
          client_body_temp_path {{_folder.Path}}/body; proxy_temp_path {{_folder.Path}}/proxy; fastcgi_temp_path {{_folder.Path}}/fastcgi;
          uwsgi_temp_path {{_folder.Path}}/uwsgi; scgi_temp_path {{_folder.Path}}/scgi;
          {{string.Join('\n', names.Zip(Ports, Server))}}
        }
        """;

    private string Server(string name, int port) => $$"""
        server {
          listen 127.0.0.1:{{port}} backlog=4096; root {{_folder.Path}}/www;
          location / { add_header X-Backend {{name}} always; return 200 "{{name}} $request_method $request_uri\n"; }
          location /files/ { alias {{_folder.Path}}/www/; add_header X-Backend {{name}} always; }
          location = /included.html { ssi on; types { text/html html; } }
          location = /received { proxy_pass http://127.0.0.1:{{port}}/after-body; add_header X-Received $request_body always; }
          location = /status/503 { return 503 "{{name}} says so\n"; }
          location = /status/404 { return 404 "{{name}} says so\n"; }
        }
        """;
}
