using ActorMesh.Tests.EndToEnd.Rig;

namespace ActorMesh.Tests.EndToEnd.Mesh;

/// <summary>A mesh file whose ports are free, in a folder that is gone afterwards, logs of <c>up</c> included.</summary>
internal sealed class UpMesh : IDisposable
{
    private const int Services = 3, AdminPort = 1000, IngressPort = 500, AppPort = 100;

    /// <summary>Of the control node, from the admin port on: xDS, the cluster, the API.</summary>
    private static readonly int[] ControlPorts = [10, 11, 14];

    private readonly TemporaryFolder _folder = new("up");
    private readonly int _first = FreePorts.TakeWith([.. Enumerable.Range(1, Services), .. Enumerable.Range(AppPort, Services), IngressPort, .. Enumerable.Range(AdminPort, Services), .. ControlPorts.Select(port => AdminPort + port)]);

    /// <param name="orders">Further settings of the service in the middle.</param>
    public UpMesh(string orders = "", string payments = "")
    {
        File = Write(
            $$"""
            mesh { name = trial, admin-port = {{_first + AdminPort}} }
            services {
              frontend { port = {{_first}}, app-port = {{_first + AppPort}}, expose { path-prefix = "/", port = {{_first + IngressPort}} }, calls = [orders] }
              orders { port = {{_first + 1}}, app-port = {{OrdersApp}}, calls = [payments], {{orders}} }
              payments { port = {{_first + 2}}, app-port = {{_first + AppPort + 2}}, {{payments}} }
            }
            """);
    }

    public string File { get; }

    public int Ingress => _first + IngressPort;

    public int Inbound => _first;

    public int OrdersApp => _first + AppPort + 1;

    /// <summary>In the order of the file: frontend, orders, payments.</summary>
    public int Admin(int service) => _first + AdminPort + service;

    /// <summary>Temporary files of the program go where they are removed.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string> { ["TMPDIR"] = _folder.Path, ["TERM"] = "dumb" };

    public string Write(string text, string name = "mesh.conf") => _folder.Write(name, text);

    public void Dispose() => _folder.Dispose();
}
