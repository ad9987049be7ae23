using System.Globalization;
using System.Text;

namespace ActorMesh.DataPlane.Http;

/// <summary>The <c>date</c> header (RFC 9110 section 5.6.7), put into text once a second.</summary>
public sealed class HttpDate(TimeProvider clock)
{
    private volatile Entry _entry = new(0, []);

    /// <summary>Now, 29 octets.</summary>
    public byte[] Now
    {
        get
        {
            var now = clock.GetUtcNow();
            var second = now.ToUnixTimeSeconds();
            var entry = _entry;
            if (entry.Second != second)
                _entry = entry = new Entry(second, Encoding.ASCII.GetBytes(now.ToString("r", CultureInfo.InvariantCulture)));
            return entry.Text;
        }
    }

    private sealed record Entry(long Second, byte[] Text);
}
