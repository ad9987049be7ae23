using ActorMesh.Cli.Commands;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Values;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Describing;

/// <summary>Finds a service or a route by its name and prints what touches it.</summary>
/// <param name="effective">Print every value with its origin instead.</param>
internal sealed class DescribeRun(CheckedMesh file, bool effective, OutputFormat format, Terminal terminal)
{
    private bool IsWide => format == OutputFormat.Wide;

    /// <returns>An <see cref="ExitCode"/>.</returns>
    public int Service(string name)
    {
        if (Readable() is not { } mesh) return ExitCode.Findings;
        if (Find(mesh, name) is not { } service) return ExitCode.NotFound;
        terminal.Print(format, () => new ServiceDescription(file, mesh).Of(service, effective), () => CommandJson.Readable.ServiceShape, data =>
        {
            if (effective) Effective(service.Layers, data);
            else DescriptionText.Write(new ServiceDescription(file, mesh).Of(service, withEffective: false), data, IsWide);
        });
        return ExitCode.Done;
    }

    /// <param name="name"><c>SERVICE/ROUTE</c> or <c>SERVICE.ROUTE</c>.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public int Route(string name)
    {
        if (Readable() is not { } mesh) return ExitCode.Findings;
        var parts = name.Split(['/', '.'], 2);
        if (Find(mesh, parts[0]) is not { } service) return ExitCode.NotFound;
        var wanted = parts.Length == 2 ? parts[1] : "";
        if (service.Routes.FirstOrDefault(route => route.Name == wanted) is not { } route) return NoRoute(service, wanted);
        terminal.Print(format, () => RouteDescription.Of(file, service, route, effective), () => CommandJson.Readable.RouteShape, data =>
        {
            if (effective) Effective(route.Layers, data);
            else DescriptionText.Write(RouteDescription.Of(file, service, route, withEffective: false), data, IsWide);
        });
        return ExitCode.Done;
    }

    private void Effective(IReadOnlyList<ConfigObject> layers, TextWriter data)
    {
        foreach (var line in EffectiveTable.Lines(EffectiveValues.Of(layers), IsWide)) data.WriteLine(line);
    }

    // What is wrong elsewhere in the file does not keep one from looking at what is right.
    private ServiceMesh? Readable()
    {
        if (file.Draft is null) terminal.Talk.Fail($"{file.File.Name} cannot be read; see: actormesh lint {file.File.Name}");
        else if (file.Errors > 0) terminal.Talk.Warn($"{file.File.Name} has {Counted.Of(file.Errors, "error")}, and values that are wrong are left out; see: actormesh lint {file.File.Name}");
        return file.Draft;
    }

    private Service? Find(ServiceMesh mesh, string name)
    {
        if (mesh.Find(name) is { } found) return found;
        terminal.Talk.Fail(UnknownName.Of("service", name, file.File.Name, mesh.Services.Select(service => service.Name)));
        return null;
    }

    private int NoRoute(Service service, string name)
    {
        if (service.Routes.Count == 0) terminal.Talk.Fail($"{service.Name} has no routes: every request goes to all of its endpoints");
        else if (name.Length == 0) terminal.Talk.Fail($"which route of {service.Name}? Write {string.Join(" or ", service.Routes.Select(route => $"{service.Name}/{route.Name}"))}");
        else terminal.Talk.Fail(UnknownName.Of("route", name, service.Name, service.Routes.Select(route => route.Name)));
        return ExitCode.NotFound;
    }
}
