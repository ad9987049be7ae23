using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Writing;

namespace ActorMesh.Hocon.Importing;

/// <summary>Sets values within what the mesh language allows. One that lies outside is moved to the bound, and that is said.</summary>
internal sealed class PolicyWriter(DraftObject target, ImportNotes notes)
{
    public static TimeSpan Millisecond => TimeSpan.FromMilliseconds(1);

    public DraftObject Target => target;

    public ImportNotes Notes => notes;

    /// <param name="value">Null: not written.</param>
    public void Duration(string path, TimeSpan? value, ImportPlace at, TimeSpan min, TimeSpan max)
    {
        if (value is { } duration) Bounded(path, duration, min, max, at, Words.Duration);
    }

    /// <summary>As <see cref="Duration"/>, where zero stands for no bound.</summary>
    public void Patience(string path, TimeSpan? value, ImportPlace at)
    {
        if (value == TimeSpan.Zero) target.Set(path, DraftNode.Off);
        else Duration(path, value, at, Millisecond, TimeSpan.FromHours(24));
    }

    public void Count(string path, long? value, ImportPlace at, long min, long max)
    {
        if (value is { } number) Bounded(path, number, min, max, at, Words.Number);
    }

    /// <summary>A decimal fraction.</summary>
    public void Fraction(string path, decimal? value, ImportPlace at, decimal min, decimal max)
    {
        if (value is { } number) Bounded(path, number, min, max, at, Words.Fraction);
    }

    public void Share(string path, decimal? percent, ImportPlace at, decimal min = 0)
    {
        if (percent is { } share) Bounded(path, share, min, 100, at, Words.Percent);
    }

    public void Switch(string path, bool isOn) => target.Set(path, isOn ? DraftNode.On : DraftNode.Off);

    public void Word(string path, string word) => target.Set(path, word);

    public void Text(string path, string? text)
    {
        if (text is not null) target.Set(path, new DraftText(text));
    }

    public void Texts(string path, IReadOnlyList<string> texts)
    {
        if (texts.Count > 0) target.Set(path, DraftList.OfTexts(texts));
    }

    /// <summary>Writes a value that only comes near to what the file says, and says so in both places.</summary>
    public void Near(string path, string word, ImportPlace at, string message, string? hint = null)
    {
        notes.Approximated(at, message, hint);
        target.Set(path, word, $"{char.ToUpperInvariant(message[0])}{message[1..]}.");
    }

    private void Bounded<T>(string path, T value, T min, T max, ImportPlace at, Func<T, string> word)
        where T : IComparable<T>
    {
        var bounded = value.CompareTo(min) < 0 ? min : value.CompareTo(max) > 0 ? max : value;
        if (bounded.CompareTo(value) == 0) target.Set(path, word(value));
        else Near(path, word(bounded), at, $"{word(value)} is outside {word(min)}..{word(max)}; {path} is {word(bounded)}");
    }
}
