namespace ActorMesh.Hocon.Envoy.Checks;

/// <summary>Why an expression would not be run, and what to do about it where there is something sensible to say.</summary>
internal sealed record ExpressionProblem(string Message, string? Hint = null);
