using ActorMesh.Hocon.Envoy.Checks;
using ActorMesh.Hocon.Envoy.Messages;
using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Hocon.Envoy;

/// <summary>
/// Reads a resource as a control plane sends it, by the rules of files: what cannot be run is refused, and so is what would secure or narrow.
/// Any other field that is not run is left out, since servers send the same to proxies of many versions.
/// </summary>
public static class ResourceReader
{
    /// <param name="type">What it has to be.</param>
    /// <returns>Always a result: no bytes make this throw.</returns>
    public static ResourceReading Read(Any body, MessageDescriptor type)
    {
        try
        {
            var sent = ForeignMessage.Parse(type.Parser, body.Value.Span);
            var findings = new Findings(type.Name, ReadingPurpose.RunLeniently);
            var map = new SourceMap();
            var root = Location.Root(MessageDocument.Of(sent));
            var resource = new MessageReader(findings, map).Read(type, root);
            foreach (var (path, message, number) in UnknownFields.In(type, body.Value.Span))
                findings.Unread(root.Step(path), $"Envoy's {message.Name} has a field {number} that ActorMesh does not know", hint: null, GuardingFields.WhyNeeded(message, number));
            MessageChecks.Run(new CheckContext(findings, map));
            var all = findings.InOrder();
            return new ResourceReading(
                findings.HasErrors ? null : resource,
                [.. from finding in all where finding.Severity == DiagnosticSeverity.Error select Text(finding)],
                [.. from finding in all where finding.Severity != DiagnosticSeverity.Error select Text(finding)]);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidProtocolBufferException)
        {
            return new ResourceReading(null, [$"it is no {type.FullName}: {e.Message}"], []);
        }
    }

    private static string Text(Diagnostic finding) =>
        $"{(finding.Path.Length > 0 ? $"{finding.Path}: " : "")}{finding.Message}{(finding.Hint is { } hint ? $" ({hint})" : "")}";
}
