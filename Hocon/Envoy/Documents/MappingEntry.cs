using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Envoy.Documents;

internal readonly record struct MappingEntry(string Key, SourcePosition KeyPosition, DocumentNode Value);
