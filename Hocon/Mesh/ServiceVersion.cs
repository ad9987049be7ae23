using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh;

/// <summary>A named part of the replicas: those that have the label.</summary>
public sealed record ServiceVersion(SourceSpan Span, string Name, string Label, string LabelValue)
{
    public bool Selects(Endpoint endpoint) => endpoint.Labels.TryGetValue(Label, out var value) && value == LabelValue;
}
