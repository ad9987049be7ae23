using ActorMesh.Hocon.Importing.Drafts;

namespace ActorMesh.Hocon.Importing.Writing;

/// <summary>Writes a mesh file that people like to read: in the language's order, and only what differs from what holds anyway.</summary>
internal static class MeshText
{
    private const int ShortServiceMax = 100;

    public static string Write(MeshDraft mesh)
    {
        var writer = new SectionWriter();
        foreach (var line in mesh.Head) writer.Comment(line, 0);
        WriteMesh(mesh, writer);
        writer.Line("services {", 0);
        var wasLong = false;
        foreach (var (index, service) in mesh.Services.Index())
        {
            var block = new SectionWriter();
            var isLong = WriteService(service, mesh.Defaults, block);
            if (index > 0 && (isLong || wasLong)) writer.BlankLine();
            wasLong = isLong;
            foreach (var line in block.ToString().Split('\n')[..^1]) writer.Line(line, 0);
        }

        writer.Line("}", 0);
        return writer.ToString();
    }

    private static void WriteMesh(MeshDraft mesh, SectionWriter writer)
    {
        BuiltInValues.Omit(mesh.Defaults);
        var section = new DraftObject();
        section.Put("name", new DraftText(mesh.Name));
        section.FillFrom(mesh.Settings);
        if (!mesh.Defaults.IsEmpty) section.Put("defaults", SectionOrder.Sorted(mesh.Defaults), mesh.DefaultsComment);
        if (section.Entries.Count == 1) writer.Line($"mesh {{ name = {HoconText.Value(mesh.Name)} }}", 0);
        else writer.Entry(new DraftEntry("mesh", section), 0);
    }

    /// <returns>Whether it took more than a line.</returns>
    private static bool WriteService(ServiceDraft service, DraftObject defaults, SectionWriter writer)
    {
        foreach (var comment in service.Comments) writer.Comment(comment, 1);
        BuiltInValues.Omit(service.Policies, defaults);
        var section = Head(service);
        section.FillFrom(SectionOrder.Sorted(service.Policies));
        if (service.Routes.Count == 0 && SectionWriter.OneLine(service.Name, section) is { Length: <= ShortServiceMax })
        {
            // The braces stay, even round a single key: services look alike.
            var inner = string.Join(", ", section.Entries.Select(entry => SectionWriter.OneLine(entry.Key, entry.Value)));
            writer.Line($"{HoconText.Key(service.Name)} {{ {inner} }}", 1);
            return service.Comments.Count > 0;
        }

        writer.Line($"{HoconText.Key(service.Name)} {{", 1);
        foreach (var entry in section.Entries) writer.Entry(entry, 2);
        if (service.Routes.Count > 0) WriteRoutes(service, defaults, writer);
        writer.Line("}", 1);
        return true;
    }

    private static DraftObject Head(ServiceDraft service)
    {
        var section = new DraftObject();
        if (service.Port is { } port) section.Put("port", new DraftWord(Words.Number(port)), service.PortComment);
        if (service.AppPort is { } appPort) section.Put("app-port", new DraftWord(Words.Number(appPort)));
        if (service.Endpoints.Count > 0)
            section.Put("endpoints", new DraftList([.. service.Endpoints.Select(Endpoint)]), service.EndpointsComment);
        foreach (var (name, label, value) in service.Versions) section.Section("versions").Put(name, new DraftText($"{label}={value}"));
        if (service.Calls.Count > 0) section.Put("calls", DraftList.OfTexts(service.Calls));
        if (service.Exposure is { } exposure) section.Put("expose", Exposure(exposure), exposure.Comment);
        return section;
    }

    private static DraftNode Endpoint(EndpointDraft endpoint)
    {
        if (endpoint is { Zone: null, Weight: null, Labels.Count: 0 }) return new DraftText(endpoint.Address);
        var section = new DraftObject();
        section.Put("address", new DraftText(endpoint.Address));
        if (endpoint.Zone is { } zone) section.Put("zone", new DraftText(zone));
        if (endpoint.Weight is { } weight) section.Put("weight", new DraftWord(Words.Number(weight)));
        foreach (var (label, value) in endpoint.Labels) section.Section("labels").Put(label, new DraftText(value));
        return section;
    }

    private static DraftNode Exposure(ExposureDraft exposure)
    {
        if (exposure is { Host: null, Port: null, TlsCertificate: null }) return new DraftText(exposure.PathPrefix);
        var section = new DraftObject();
        if (exposure.Host is { } host) section.Put("host", new DraftText(host));
        if (exposure.PathPrefix != "/") section.Put("path-prefix", new DraftText(exposure.PathPrefix));
        if (exposure.Port is { } port) section.Put("port", new DraftWord(Words.Number(port)));
        if (exposure.TlsCertificate is { } certificate) section.Put("tls-cert", new DraftText(certificate));
        if (exposure.TlsKey is { } key) section.Put("tls-key", new DraftText(key));
        return section;
    }

    private static void WriteRoutes(ServiceDraft service, DraftObject defaults, SectionWriter writer)
    {
        writer.Line("routes {", 2);
        foreach (var (route, routeName) in service.Routes.Zip(RouteNames.Of(service)))
        {
            foreach (var comment in route.Comments) writer.Comment(comment, 3);
            BuiltInValues.Omit(route.Body, service.Policies, defaults);
            var section = new DraftObject();
            foreach (var (version, percent) in route.Split) section.Section("split").Put(version, new DraftWord(Words.Percent(percent)));
            section.FillFrom(route.Body);
            var name = HoconText.Key(routeName);
            if (section.IsEmpty)
            {
                writer.Line($"{name} {{}}", 3);
                continue;
            }

            writer.Line($"{name} {{", 3);
            foreach (var entry in SectionOrder.Sorted(section).Entries) writer.Entry(entry, 4);
            writer.Line("}", 3);
        }

        writer.Line("}", 2);
    }
}
