using ActorMesh.Hocon.Mesh;

namespace ActorMesh.ControlPlane.Resources;

/// <summary>Whose clusters lead to a service: who calls it, who is its way in from outside, and who sends copies to it.</summary>
internal sealed class Dependents
{
    private readonly Dictionary<string, List<int>> _byService = new(StringComparer.Ordinal);

    public Dependents(ServiceMesh mesh)
    {
        for (var i = 0; i < mesh.Services.Count; i++)
        {
            var service = mesh.Services[i];
            IReadOnlyList<Service> targets = service.Exposure is null ? mesh.CalleesOf(service) : [.. mesh.CalleesOf(service), service];
            var copies = targets.SelectMany(target => target.Routes).Select(route => route.Mirror?.Service.Value).OfType<string>();
            foreach (var name in targets.Select(target => target.Name).Concat(copies).Distinct(StringComparer.Ordinal))
            {
                if (!_byService.TryGetValue(name, out var places)) _byService[name] = places = [];
                places.Add(i);
            }
        }
    }

    /// <returns>Places among the services of the mesh.</returns>
    public IReadOnlyList<int> Of(string service) => _byService.GetValueOrDefault(service) ?? [];
}
