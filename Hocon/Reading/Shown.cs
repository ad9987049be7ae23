namespace ActorMesh.Hocon.Reading;

/// <summary>Shows a text from a file inside a message: in single quotes, on one line, of bounded length, without control characters.</summary>
public static class Shown
{
    public static string Of(string text) => $"'{Quoted.Of(text)[1..^1]}'";
}
