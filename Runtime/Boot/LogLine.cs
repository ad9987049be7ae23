using System.Globalization;
using System.Text;
using Akka.Event;

namespace ActorMesh.Runtime.Boot;

/// <summary>What an actor logged, as one line: control characters in it are written as escapes.</summary>
public static class LogLine
{
    private const char LineSeparator = '\u2028', ParagraphSeparator = '\u2029';

    public static string Of(LogEvent logged) => Escaped($"{Word(logged.LogLevel())}: {logged.Message}{(logged.Cause is null ? "" : $": {logged.Cause}")}");

    /// <summary>Without what led to it: the first line of what was said, and of its cause.</summary>
    public static string Short(LogEvent logged)
    {
        var (said, cause) = (First($"{logged.Message}"), First(logged.Cause?.GetBaseException().Message ?? ""));
        return Escaped($"{Word(logged.LogLevel())}: {said}{(said.Contains(cause, StringComparison.Ordinal) ? "" : $": {cause}")}");
    }

    /// <summary>A text that others wrote, so that it stays one line.</summary>
    public static string Escaped(string text)
    {
        if (!text.Any(IsUnsafe)) return text;
        var line = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            if (character == '\n') line.Append(@"\n");
            else if (character == '\r') line.Append(@"\r");
            else if (IsUnsafe(character)) line.Append(CultureInfo.InvariantCulture, $@"\u{(int)character:x4}");
            else line.Append(character);
        }

        return line.ToString();
    }

    private static string First(string text) => text.AsSpan().Trim().EnumerateLines() is var lines && lines.MoveNext() ? $"{lines.Current}" : "";

    private static bool IsUnsafe(char character) => char.IsControl(character) || character is LineSeparator or ParagraphSeparator;

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.ErrorLevel => "error",
        LogLevel.WarningLevel => "warning",
        LogLevel.InfoLevel => "info",
        _ => "debug",
    };
}
