namespace ActorMesh.Hocon.Findings.Calls;

/// <summary>Finds services that call themselves in the end.</summary>
/// <remarks>Source: Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1, 1972; without recursion.</remarks>
internal sealed class CallCircles
{
    private readonly CallGraph _graph;
    private readonly int[] _number;
    private readonly int[] _lowest;
    private readonly int[] _group;
    private readonly Stack<int> _open = new();
    private readonly List<List<int>> _groups = [];
    private int _numbered;

    private CallCircles(CallGraph graph)
    {
        _graph = graph;
        _number = new int[graph.Count];
        _lowest = new int[graph.Count];
        _group = new int[graph.Count];
        Array.Fill(_group, -1);
    }

    /// <returns>For each group of services that can all reach each other, one short circle; its first service is the first in the file.</returns>
    public static IReadOnlyList<IReadOnlyList<int>> In(CallGraph graph)
    {
        var search = new CallCircles(graph);
        for (var service = 0; service < graph.Count; service++)
            if (search._number[service] == 0) search.Explore(service);
        return
        [
            .. search._groups
                .Where(group => group.Count > 1 || graph.CalleesOf(group[0]).Contains(group[0]))
                .Select(group => search.Shortest(group.Min()))
                .OrderBy(circle => circle[0]),
        ];
    }

    private void Explore(int start)
    {
        var path = new Stack<(int Service, int Next)>();
        Enter(start);
        path.Push((start, 0));
        while (path.TryPop(out var step))
        {
            var callees = _graph.CalleesOf(step.Service);
            var next = step.Next;
            // Coming back from a callee, and passing those that were explored before, is the same thing.
            if (next > 0) Lower(step.Service, callees[next - 1]);
            while (next < callees.Count && _number[callees[next]] > 0) Lower(step.Service, callees[next++]);
            if (next == callees.Count)
            {
                Leave(step.Service);
                continue;
            }
            Enter(callees[next]);
            path.Push((step.Service, next + 1));
            path.Push((callees[next], 0));
        }
    }

    private void Enter(int service)
    {
        _number[service] = _lowest[service] = ++_numbered;
        _open.Push(service);
    }

    private void Lower(int service, int callee)
    {
        if (_group[callee] < 0) _lowest[service] = Math.Min(_lowest[service], _lowest[callee]);
    }

    private void Leave(int service)
    {
        if (_lowest[service] != _number[service]) return;
        List<int> group = [];
        int member;
        do
        {
            member = _open.Pop();
            _group[member] = _groups.Count;
            group.Add(member);
        }
        while (member != service);
        _groups.Add(group);
    }

    // Breadth first within the group, until it is back where it began.
    private List<int> Shortest(int start)
    {
        var from = new Dictionary<int, int>();
        var waiting = new Queue<int>([start]);
        while (waiting.TryDequeue(out var service))
        {
            foreach (var callee in _graph.CalleesOf(service))
            {
                if (_group[callee] != _group[start] || !from.TryAdd(callee, service)) continue;
                if (callee == start) return Back(from, start);
                waiting.Enqueue(callee);
            }
        }
        return [start];
    }

    private static List<int> Back(Dictionary<int, int> from, int start)
    {
        List<int> circle = [];
        for (var service = from[start]; service != start; service = from[service]) circle.Add(service);
        circle.Add(start);
        circle.Reverse();
        return circle;
    }
}
