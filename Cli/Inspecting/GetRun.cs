using ActorMesh.Cli.Control.Client;
using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Inspecting;

/// <summary>Lists what the control plane knows of.</summary>
internal sealed class GetRun(ControlClient client, OutputFormat format, Terminal terminal)
{
    /// <summary>The text of a version, as it was applied.</summary>
    /// <param name="version">Null for the one that runs.</param>
    public async Task<int> Mesh(long? version, CancellationToken stop)
    {
        var found = await client.Version(version, stop);
        if (format == OutputFormat.Name) terminal.Data.WriteLine(found.Revision.Version);
        else terminal.Print(format, () => found, () => ControlJson.Readable.VersionShape, data => Write(found, data));
        return ExitCode.Done;
    }

    public async Task<int> Services(CancellationToken stop)
    {
        var list = await client.Services(stop);
        return List(list.Services, service => service.Name, () => terminal.Print(format, () => list, () => ControlJson.Readable.ServiceListShape, data =>
        {
            var table = new TextTable();
            table.Add("NAME", "PORT", "PROXIES", "IN SYNC", "ENDPOINTS", "CALLS");
            foreach (var service in list.Services)
                table.Add(service.Name, $"{service.Port}", $"{service.Proxies}", $"{service.Synced}", Joined(service.Endpoints), Joined(service.Calls));
            table.Write(data);
        }));
    }

    public async Task<int> Proxies(CancellationToken stop)
    {
        var status = await client.Status(stop);
        return List(status.Proxies, proxy => proxy.Id, () => terminal.Print(format, () => status, () => ControlJson.Readable.StatusShape, data =>
            new ProxyTable(status.At, terminal.Paint).Write(status.Proxies, format == OutputFormat.Wide, data)));
    }

    public async Task<int> Members(CancellationToken stop)
    {
        var status = await client.Status(stop);
        return List(status.Members, member => member.Address, () => terminal.Print(format, () => status, () => ControlJson.Readable.StatusShape, data =>
        {
            var table = new TextTable();
            table.Add("ADDRESS", "STATE", "ROLES", "LEADS");
            foreach (var member in status.Members) table.Add(member.Address, member.State, Joined(member.Roles), member.Leads ? "yes" : "-");
            table.Write(data);
        }));
    }

    private int List<T>(IEnumerable<T> all, Func<T, string> name, Action print)
    {
        if (format != OutputFormat.Name) print();
        else foreach (var one in all) terminal.Data.WriteLine(name(one));
        return ExitCode.Done;
    }

    // Several files stand one after the other, each under its name.
    private static void Write(VersionShape version, TextWriter data)
    {
        foreach (var file in version.Files)
        {
            if (version.Files.Count > 1) data.WriteLine($"# {file.Name}");
            data.Write(file.Text.EndsWith('\n') ? file.Text : $"{file.Text}\n");
        }
    }

    private static string Joined(IReadOnlyList<string> items) => items.Count == 0 ? "-" : string.Join(",", items);
}
