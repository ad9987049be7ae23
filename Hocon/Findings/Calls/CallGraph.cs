using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Hocon.Findings.Calls;

/// <summary>Who calls whom, by number: services are 0..Count-1 in the order of the file. Calls of services that do not exist are left out.</summary>
internal sealed class CallGraph
{
    private readonly List<int>[] _callees;
    private readonly List<int>[] _callers;

    /// <param name="count">How many services.</param>
    /// <param name="calls">Each pair once.</param>
    public CallGraph(int count, IEnumerable<(int Caller, int Callee)> calls)
    {
        _callees = new List<int>[count];
        _callers = new List<int>[count];
        for (var i = 0; i < count; i++) (_callees[i], _callers[i]) = ([], []);
        foreach (var (caller, callee) in calls)
        {
            _callees[caller].Add(callee);
            _callers[callee].Add(caller);
        }
    }

    public static CallGraph Of(ServiceMesh mesh)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var service in mesh.Services) numbers[service.Name] = numbers.Count;
        return new CallGraph(
            mesh.Services.Count,
            from service in mesh.Services
            from callee in mesh.CalleesOf(service)
            select (numbers[service.Name], numbers[callee.Name]));
    }

    public int Count => _callees.Length;

    public IReadOnlyList<int> CalleesOf(int service) => _callees[service];

    public IReadOnlyList<int> CallersOf(int service) => _callers[service];
}
