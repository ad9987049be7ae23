using System.Buffers.Text;
using System.Collections.Frozen;
using System.Text;
using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Retrying;

/// <summary>What the headers of one request ask for. A value that cannot be read asks for nothing.</summary>
internal struct RequestWishes
{
    private TimeSpan? _timeout, _perTryTimeout, _deadline;
    private int? _retriesMax;
    private RetryConditions _on;
    private FrozenSet<int>? _statusCodes;
    private AnswerCondition[]? _answerHeaders;
    private bool? _hedgesOnTryTimeout;

    /// <summary>How long the caller will wait; null when it does not say.</summary>
    public readonly TimeSpan? Deadline => _deadline;

    /// <summary>Whether it asks for anything but a deadline.</summary>
    public bool SetsPolicy { get; private set; }

    public void Read(OverrideHeader header, ReadOnlySpan<byte> value)
    {
        if (header == OverrideHeader.Deadline)
        {
            _deadline = Milliseconds(value) is { } span && span > TimeSpan.Zero ? span : null;
            return;
        }

        SetsPolicy = true;
        switch (header)
        {
            case OverrideHeader.Timeout:
                _timeout = Milliseconds(value);
                break;
            case OverrideHeader.PerTryTimeout:
                _perTryTimeout = Milliseconds(value);
                break;
            case OverrideHeader.RetriesMax:
                _retriesMax = Utf8Parser.TryParse(value, out int retries, out var used) && used == value.Length && retries >= 0 ? retries : null;
                break;
            case OverrideHeader.RetryOn or OverrideHeader.RetryGrpcOn:
                foreach (var token in Words(value)) _on |= RetryTokens.Find(token) ?? RetryConditions.None;
                break;
            case OverrideHeader.StatusCodes:
                _statusCodes = Words(value).Select(code => int.TryParse(code, out var status) ? status : 0).ToFrozenSet();
                break;
            case OverrideHeader.HeaderNames:
                _answerHeaders = [.. Words(value).Select(name => new AnswerCondition(name.ToLowerInvariant(), test: null, invert: false, missingIsEmpty: false))];
                break;
            case OverrideHeader.HedgeOnPerTryTimeout:
                _hedgesOnTryTimeout = Ascii.EqualsIgnoreCase(value, "true"u8) ? true : Ascii.EqualsIgnoreCase(value, "false"u8) ? false : null;
                break;
        }
    }

    /// <summary>Times that are set hold, conditions come to those of the route, and a number of tries stands in for the route's.</summary>
    public readonly EffectivePolicy Replace(TimeSpan? timeout, RetryPolicy retries)
    {
        var retriesMax = _retriesMax ?? (ReferenceEquals(retries, RetryPolicy.None) && _on != RetryConditions.None ? 1 : retries.RetriesMax);
        var changed = retries with
        {
            On = retries.On | _on,
            RetriesMax = retriesMax,
            PerTryTimeout = _perTryTimeout is { } perTry ? Limit(perTry) : retries.PerTryTimeout,
            StatusCodes = _statusCodes is null ? retries.StatusCodes : retries.StatusCodes.Union(_statusCodes).ToFrozenSet(),
            AnswerHeaders = _answerHeaders is null ? retries.AnswerHeaders : [.. retries.AnswerHeaders, .. _answerHeaders],
            HedgesOnTryTimeout = _hedgesOnTryTimeout ?? retries.HedgesOnTryTimeout,
            HedgesMax = retries.HedgeDelay is null ? Math.Max(1, retriesMax) : retries.HedgesMax,
        };
        return new EffectivePolicy(_timeout is { } span ? Limit(span) : timeout, changed.Prepared(), HasDeadline: false);
    }

    /// <summary>Only what makes it shorter or less holds.</summary>
    public readonly EffectivePolicy Tighten(TimeSpan? timeout, RetryPolicy retries) => new(
        Shorter(timeout, _timeout),
        (retries with
        {
            RetriesMax = Math.Min(retries.RetriesMax, _retriesMax ?? int.MaxValue),
            PerTryTimeout = Shorter(retries.PerTryTimeout, _perTryTimeout),
            HedgesOnTryTimeout = retries.HedgesOnTryTimeout && _hedgesOnTryTimeout != false,
        }).Prepared(),
        HasDeadline: false);

    /// <summary>The shorter of two limits; null, and zero for what is asked, is none.</summary>
    public static TimeSpan? Shorter(TimeSpan? limit, TimeSpan? asked) =>
        asked is { } span && span > TimeSpan.Zero && (limit is not { } known || span < known) ? span : limit;

    private static TimeSpan? Limit(TimeSpan span) => span > TimeSpan.Zero ? span : null;

    private static TimeSpan? Milliseconds(ReadOnlySpan<byte> value) =>
        Utf8Parser.TryParse(value, out uint milliseconds, out var used) && used == value.Length ? TimeSpan.FromMilliseconds(milliseconds) : null;

    private static IEnumerable<string> Words(ReadOnlySpan<byte> value) => RetryTokens.Split(Encoding.Latin1.GetString(value));
}
