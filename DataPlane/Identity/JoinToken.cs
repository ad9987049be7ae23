using ActorMesh.Runtime.Identity;

namespace ActorMesh.DataPlane.Identity;

/// <summary>What lets a workload in once: <c>am1.SECRET.ROOT</c>, where ROOT names the mesh's root.</summary>
public sealed class JoinToken
{
    private const string Form = "am1";

    private JoinToken(string text, RootNames roots) => (Text, Roots) = (text, roots);

    /// <summary>To be sent to the control plane that has proved to be the one it is meant for, and nowhere else.</summary>
    public string Text { get; }

    public RootNames Roots { get; }

    /// <summary>Whether it is for the mesh of these roots.</summary>
    public bool IsFor(TrustBundle bundle) => bundle.Roots.Any(Roots.Has);

    /// <exception cref="InvalidDataException">It is none. The message does not repeat it.</exception>
    public static JoinToken Parse(string text)
    {
        var parts = text.Trim().Split('.');
        if (parts is not [Form, { Length: > 0 }, { Length: > 0 } root]) throw new InvalidDataException($"it is no token: one looks like {Form}.SECRET.ROOT");
        try
        {
            return new JoinToken(text.Trim(), RootNames.Parse(root));
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"it is no whole token: {e.Message}", e);
        }
    }

    /// <summary>Says nothing of its secret.</summary>
    public override string ToString() => $"{Form}.***";
}
