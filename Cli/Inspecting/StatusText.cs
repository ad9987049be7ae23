using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Values;

namespace ActorMesh.Cli.Inspecting;

/// <summary>How the mesh stands, for people.</summary>
internal sealed class StatusText(StatusShape status, bool isWide, Paint paint)
{
    private const int ProblemsMax = 10;

    public void Write(TextWriter writer)
    {
        if (status.Proxies.Count > 0) new ProxyTable(status.At, paint).Write(status.Proxies, isWide, writer);
        writer.WriteLine(Proxies());
        writer.WriteLine(Mesh());
        if (Canary() is { } canary) writer.WriteLine(canary);
        if (Spread() is { } spread) writer.WriteLine(spread);
        writer.WriteLine(Control());
        foreach (var proxy in status.Proxies.Where(proxy => proxy.Problem is not null).Take(ProblemsMax)) writer.WriteLine(paint.Yellow($"{proxy.Id} gets nothing new: {proxy.Problem}"));
        foreach (var proxy in status.Proxies.Where(proxy => proxy.RegistrationProblem is not null).Take(ProblemsMax)) writer.WriteLine(paint.Yellow($"{proxy.Id} is no endpoint: {proxy.RegistrationProblem}"));
        foreach (var proxy in status.Proxies.Where(proxy => proxy.Plain is not null).Take(ProblemsMax))
            writer.WriteLine(paint.Yellow($"{proxy.Id} let in {Counted.Of(proxy.Plain!.Connections, "connection")} without mutual TLS, the last {AgeText.Of(status.At - proxy.Plain.LastAt)} ago; until that ends, mtls.mode = strict would lock somebody out"));
        foreach (var note in status.Notes) writer.WriteLine(paint.Yellow(note));
    }

    private string Proxies()
    {
        if (status.Proxies.Count == 0) return "no proxy is connected.  next: actormesh sidecar --xds HOST:PORT --service NAME";
        var synced = status.Proxies.Count(proxy => proxy.State == ProxyShape.Synced);
        var line = $"{synced} of {status.Proxies.Count} in sync.";
        var worst = status.Proxies.FirstOrDefault(proxy => proxy.State == ProxyShape.Nack) ?? status.Proxies.FirstOrDefault(proxy => proxy.State == ProxyShape.Stale);
        return worst is null ? line : $"{line}  next: actormesh diff {worst.Id}";
    }

    private string Mesh()
    {
        if (status.Mesh.Stable is not { } stable) return status.Notes.Count > 0 ? "mesh: not known here" : "mesh: nothing was applied yet.  next: actormesh apply FILE";
        var message = stable.Message is null ? "" : $": {stable.Message}";
        var restores = stable.Restores is { } version ? $", brings back {version}" : "";
        return $"mesh: version {stable.Version} (epoch {stable.Epoch}), applied {AgeText.Of(status.At - stable.AppliedAt)} ago by {stable.Author}{restores}{message}";
    }

    private string? Canary() => status.Mesh switch
    {
        { Canary: { } canary } mesh => $"canary: version {canary.Version} for {mesh.CanaryPercent}% since {AgeText.Of(status.At - canary.AppliedAt)}{(mesh.RolloutNote is { } note ? $"; {note}" : "")}",
        { RolloutNote: { } note } => $"last rollout: {note}",
        _ => null,
    };

    private string? Spread()
    {
        if (status.Spread is not { Acknowledged: var done, Waiting: var waiting } spread || done + waiting == 0) return null;
        var times = spread is { P50Ms: { } half, LastMs: { } last } ? $", half of them within {half:0} ms, the last after {last:0} ms" : "";
        var late = waiting == 0 ? "" : $"; waits for {string.Join(", ", spread.WaitingFor)}{(waiting > spread.WaitingFor.Count ? $" and {waiting - spread.WaitingFor.Count} more" : "")}";
        return $"spread: version {spread.Version} runs on {done} of {done + waiting}{times}{late}";
    }

    private string Control()
    {
        var nodes = status.Members.Where(member => member.Roles.Contains("control", StringComparer.Ordinal)).ToList();
        var up = nodes.Count(node => node.State == MemberShape.Up);
        var others = string.Join(", ", nodes.Where(node => node.State != MemberShape.Up).Select(node => $"{node.Address} {node.State}"));
        return $"control: {up} of {nodes.Count} {(nodes.Count == 1 ? "node" : "nodes")} up, {(status.Mesh.Leader is { } leader ? $"{leader} leads" : "nobody leads")}{(others.Length == 0 ? "" : $"; {others}")}";
    }
}
