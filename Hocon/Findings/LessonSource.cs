namespace ActorMesh.Hocon.Findings;

/// <summary>Who raises a code.</summary>
public enum LessonSource
{
    /// <summary>Reading the text of a mesh file.</summary>
    Text,

    /// <summary>Looking at the mesh as a whole, without running it.</summary>
    Mesh,

    /// <summary>Reading the configuration of another mesh, or writing it.</summary>
    Exchange,

    /// <summary>The running mesh.</summary>
    Running,
}
