using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;
using Xunit;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>
/// Feeds a reader as its contract says: what it did not consume is offered again, followed by more. Each time in another array and at
/// another place, between octets that belong to nobody, so that looking outside or remembering a place shows.
/// </summary>
internal sealed class ReaderFeed<THead>
    where THead : class
{
    private const int MarginMax = 7;

    private readonly ReadFunction _read;
    private readonly MessagePart<THead> _part;
    private readonly Func<ProtocolError?> _error;
    private readonly Func<THead, string> _describe;
    private readonly Action<THead>? _detach;
    private readonly Func<THead, bool> _isInterim;
    private readonly Random _places = new(20261123);
    private readonly List<Told> _messages = [];
    private byte[] _pending = [];
    private byte[] _offered = [];
    private THead? _detached;
    private string _head = "";
    private string _body = "";
    private bool _isOpen;

    /// <param name="detach">Makes a head independent of the bytes it was read from, where it can be; it is then described at the very end.</param>
    /// <param name="isInterim">Whether a message is only its head, with another to follow.</param>
    public ReaderFeed(
        ReadFunction read, MessagePart<THead> part, Func<ProtocolError?> error, Func<THead, string> describe, Action<THead>? detach, Func<THead, bool> isInterim) =>
        (_read, _part, _error, _describe, _detach, _isInterim) = (read, part, error, describe, detach, isInterim);

    public delegate ReadStep ReadFunction(byte[] array, int start, int end, out int consumed);

    public int Calls { get; private set; }

    public bool HasFailed { get; private set; }

    /// <summary>Offers more octets, and the reader all it can make of them.</summary>
    public void Offer(string octets)
    {
        _pending = [.. _pending, .. octets.Octets()];
        while (_pending.Length > 0 && !HasFailed)
            if (Step() == ReadStep.NeedMore) return;
    }

    public Transcript Finish()
    {
        if (_isOpen) _messages.Add(new Told(DescribeHead(), _body, IsWhole: false));
        return new Transcript(_messages, HasFailed ? _error()!.Code : null, ((ReadOnlySpan<byte>)_pending).Latin());
    }

    private ReadStep Step()
    {
        var margin = _places.Next(MarginMax);
        Array.Fill(_offered, (byte)'\n'); // Whoever still reads what was lent before finds ruins.
        _offered = new byte[margin + _pending.Length + _places.Next(MarginMax)];
        _places.NextBytes(_offered);
        _pending.CopyTo(_offered, margin);
        Calls++;
        var step = _read(_offered, margin, margin + _pending.Length, out var consumed);
        Assert.InRange(consumed, 0, _pending.Length);
        HasFailed = step == ReadStep.Failed;
        if (step == ReadStep.Part) Take(margin);
        Assert.True(step != ReadStep.Part || consumed > 0, "A part came of nothing.");
        _pending = _pending[consumed..];
        return step;
    }

    private void Take(int start)
    {
        if (_part.Head is { } head)
        {
            Assert.False(_isOpen, "A head came before the last message had ended.");
            _isOpen = true;
            _body = "";
            _detached = _part.IsLast ? null : head;
            if (_detach is null || _part.IsLast) (_head, _detached) = (_describe(head), null);
            else _detach(head);
        }

        Assert.True(_isOpen, "A part came before any head.");
        if (_part.Length > 0)
        {
            Assert.Same(_offered, _part.Array);
            Assert.InRange(_part.Start, start, start + _pending.Length - _part.Length);
        }

        _body += _part.Data.Latin();
        if (!_part.IsLast && (_part.Head is not { } only || !_isInterim(only))) return;
        _messages.Add(new Told(DescribeHead(), _body, IsWhole: true));
        _isOpen = false;
    }

    private string DescribeHead() => _detached is null ? _head : _describe(_detached);
}
