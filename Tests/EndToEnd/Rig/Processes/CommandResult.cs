namespace ActorMesh.Tests.EndToEnd.Rig.Processes;

/// <summary>What a program that ended left behind.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    public override string ToString() => $"exit {ExitCode}\n{Output}\n{Errors}";
}
