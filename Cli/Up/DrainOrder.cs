using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Cli.Up;

/// <summary>In which order services are ended, so that nobody calls one that is gone: where requests enter first, then callers before callees.</summary>
internal static class DrainOrder
{
    /// <summary>Those of one step end together. Services that call each other in a circle end in the order of the file.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(ServiceMesh mesh)
    {
        var left = mesh.Services.ToDictionary(service => service.Name, StringComparer.Ordinal);
        List<IReadOnlyList<string>> steps = [];
        var callers = mesh.Services.ToDictionary(service => service.Name, _ => 0, StringComparer.Ordinal);
        foreach (var callee in mesh.Services.SelectMany(Callees)) callers[callee]++;
        Take([.. mesh.Services.Where(service => service.Exposure is not null)]);
        while (left.Count > 0)
        {
            var free = mesh.Services.Where(service => left.ContainsKey(service.Name) && callers[service.Name] == 0).ToList();
            Take(free.Count > 0 ? free : [mesh.Services.First(service => left.ContainsKey(service.Name))]);
        }
        return steps;

        void Take(List<Service> step)
        {
            if (step.Count == 0) return;
            steps.Add([.. step.Select(service => service.Name)]);
            foreach (var service in step) left.Remove(service.Name);
            foreach (var callee in step.SelectMany(Callees)) callers[callee]--;
        }

        IEnumerable<string> Callees(Service service) =>
            mesh.CalleesOf(service).Select(callee => callee.Name).Where(callee => callee != service.Name);
    }
}
