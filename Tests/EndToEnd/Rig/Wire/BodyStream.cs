using System.Globalization;
using System.Text;

namespace ActorMesh.Tests.EndToEnd.Rig.Wire;

/// <summary>Reads a body of any length without holding it: by length, or chunked without extensions and trailers.</summary>
internal sealed class BodyStream
{
    private readonly StringBuilder _line = new();
    private readonly bool _chunked;
    private long _left;
    private Part _part;

    private BodyStream(bool chunked, long length)
    {
        (_chunked, _left) = (chunked, length);
        _part = chunked ? Part.Size : Part.Data;
        IsComplete = !chunked && length == 0;
    }

    internal delegate void Taker(ReadOnlySpan<byte> content);

    private enum Part
    {
        Size,
        Data,
        BehindData,
        BehindLast,
    }

    public bool IsComplete { get; private set; }

    /// <summary>Starts from the fields of a head.</summary>
    public static BodyStream Of(string head)
    {
        var lines = head.Split("\r\n");
        var length = lines.FirstOrDefault(line => line.StartsWith("content-length:", StringComparison.OrdinalIgnoreCase));
        var chunked = lines.Any(line => line.StartsWith("transfer-encoding:", StringComparison.OrdinalIgnoreCase));
        return new BodyStream(chunked, length is null ? 0 : long.Parse(length.AsSpan(15).Trim(), CultureInfo.InvariantCulture));
    }

    /// <summary>Takes what belongs to the body and returns how many bytes that were.</summary>
    public int Feed(ReadOnlySpan<byte> bytes, Taker take)
    {
        var used = 0;
        while (used < bytes.Length && !IsComplete)
        {
            if (_part == Part.Data)
            {
                var count = (int)Math.Min(_left, bytes.Length - used);
                take(bytes.Slice(used, count));
                (used, _left) = (used + count, _left - count);
                if (_left > 0) continue;
                IsComplete = !_chunked;
                _part = Part.BehindData;
            }
            else
            {
                TakeFraming((char)bytes[used++]);
            }
        }

        return used;
    }

    private void TakeFraming(char character)
    {
        if (character != '\n')
        {
            if (character != '\r') _line.Append(character);
            return;
        }

        var line = _line.ToString();
        _line.Clear();
        if (_part == Part.Size)
        {
            _left = long.Parse(line, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            _part = _left > 0 ? Part.Data : Part.BehindLast;
        }
        else if (_part == Part.BehindLast)
        {
            IsComplete = true;
        }
        else
        {
            _part = line.Length == 0 ? Part.Size : throw new WireException($"'{line}' behind a chunk");
        }
    }
}
