using System.IO.Hashing;
using System.Text;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Actions;

/// <summary>Hashes the first query parameter of a name.</summary>
internal sealed class QueryParameterHash(string name, bool terminal) : HashPolicy(terminal)
{
    private readonly byte[] _name = Encoding.UTF8.GetBytes(name);

    public override bool TryHash(RequestHead head, ExchangeFacts facts, out ulong hash)
    {
        var found = QueryParameters.TryFind(new TargetParts(head.Target).Query, _name, out var value);
        hash = found ? XxHash64.HashToUInt64(value) : 0;
        return found;
    }
}
