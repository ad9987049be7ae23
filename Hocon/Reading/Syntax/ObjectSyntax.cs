namespace ActorMesh.Hocon.Reading.Syntax;

/// <summary>Members in braces; at the root also without.</summary>
internal sealed class ObjectSyntax(int start, int end, IReadOnlyList<MemberSyntax> members, bool isBraced) : ValueSyntax(start, end)
{
    public IReadOnlyList<MemberSyntax> Members => members;

    public bool IsBraced => isBraced;
}
