using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Schema;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Lab.Scenarios;

/// <summary>Reads an entry of <c>lab.timeline</c>.</summary>
internal sealed class FaultReader(ServiceMesh mesh, SchemaCheck check)
{
    public Fault Read(ConfigObject written, string path)
    {
        var layers = new Layers([ScenarioManual.Fault, written]);
        var (service, replica) = (layers.TextOrNone("service"), layers.CountOrNone("replica"));
        var fault = new Fault(
            written.Span, layers.Duration("from").Value, layers.DurationOrOff("until").Value, service.Value, replica.Value,
            written.Value("errors") is null ? null : layers.Share("errors").Value, layers.CountOrNone("error-status").Value, layers.Count("slower").Value,
            layers.Switch("hangs").Value, layers.Switch("refuses").Value, layers.Share("load").Value, layers.Count("burst").Value);
        if (fault.Until <= fault.From) check.Error(layers.DurationOrOff("until").Origin, "AM0106", $"{path}.until", "it ends before it begins", "write an until that is later than from");
        if (fault.Service is { } name && mesh.Find(name) is null) check.UnknownService(mesh, service.Origin, $"{path}.service", name);
        else CheckReplica(fault, replica.Origin, path);
        CheckEffect(fault, path);
        return fault;
    }

    private void CheckReplica(Fault fault, SourceSpan origin, string path)
    {
        if (fault.Replica is not { } number || fault.Service is not { } name) return;
        var count = mesh.Find(name)!.Endpoints.Count;
        if (number > count)
            check.Error(origin, "AM0106", $"{path}.replica", $"{name} has no replica {number}: it has {count}", $"write 1 to {count}, or give {name} more endpoints");
    }

    private void CheckEffect(Fault fault, string path)
    {
        var isOfService = fault.Errors is not null || fault.ErrorStatus is not null || fault.Slower > 1 || fault.Hangs || fault.Refuses;
        var isOfLoad = fault.Load != 1 || fault.Burst > 0;
        if (isOfService && fault.Service is null) check.Error(fault.Span, "AM0112", $"{path}.service", "it says not whom it befalls", "write service = ...");
        else if (!isOfService && !isOfLoad) check.Error(fault.Span, "AM0112", path, "nothing goes wrong there", "write one of errors, slower, hangs, refuses, load, burst");
    }
}
