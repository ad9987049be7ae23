using System.Buffers;
using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Mutations;

/// <summary>The header changes of all levels that apply to one route, in the order in which they are made.</summary>
/// <remarks>
/// Most specific level first, so that on overwriting the least specific one has the last word (Envoy's default);
/// most_specific_header_mutations_wins turns the order round.
/// </remarks>
public sealed class HeaderMutationChain
{
    /// <summary>Changes nothing.</summary>
    public static readonly HeaderMutationChain None = new([]);

    private readonly HeaderMutations[] _levels;

    private HeaderMutationChain(HeaderMutations[] levels) => _levels = levels;

    public bool IsEmpty => _levels.Length == 0;

    /// <summary>True when a value is taken from the request: then its head must still be there when a response is changed.</summary>
    public bool ReadsRequest => Array.Exists(_levels, level => level.ReadsRequest);

    internal static HeaderMutationChain Of(IEnumerable<HeaderMutations> levels)
    {
        var present = levels.Where(level => !level.IsEmpty).ToArray();
        return present.Length == 0 ? None : new HeaderMutationChain(present);
    }

    /// <summary>Changes <paramref name="target"/>, which belongs to the request or to its response.</summary>
    /// <param name="target">The headers to change.</param>
    /// <param name="request">The request that values refer to.</param>
    /// <param name="facts">What else values refer to.</param>
    /// <param name="scratch">Room to put values together; its content is lost.</param>
    public void Apply(HeaderBlock target, RequestHead request, ExchangeFacts facts, ArrayBufferWriter<byte> scratch)
    {
        foreach (var level in _levels) level.Apply(target, request, facts, scratch);
    }
}
