using System.Globalization;
using ActorMesh.DataPlane.Http;

namespace ActorMesh.Lab.Measuring;

/// <summary>Answers by status, and by the flag of a sidecar that answered itself or gave up: <c>200</c>, <c>503 UO</c>.</summary>
public sealed class AnswerCounts
{
    private readonly Dictionary<(int Status, ResponseFlag Flag), long> _counts = [];

    internal void Add(int status, ResponseFlag flag) => _counts[(status, flag)] = _counts.GetValueOrDefault((status, flag)) + 1;

    /// <summary>In the order of status and flag.</summary>
    public IEnumerable<KeyValuePair<string, long>> InOrder =>
        _counts.OrderBy(count => count.Key).Select(count => KeyValuePair.Create(Text(count.Key.Status, count.Key.Flag), count.Value));

    private static string Text(int status, ResponseFlag flag) =>
        flag == ResponseFlag.None ? status.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{status} {ResponseFlags.Text(flag)}");
}
