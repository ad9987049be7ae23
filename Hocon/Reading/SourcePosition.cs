namespace ActorMesh.Hocon.Reading;

/// <summary>A place in a text. Both numbers count from 1; the column counts UTF-16 units, as editors do.</summary>
public readonly record struct SourcePosition(int Line, int Column)
{
    public static SourcePosition Start => new(1, 1);

    public override string ToString() => $"{Line}:{Column}";
}
