namespace ActorMesh.Hocon.Envoy.Messages;

/// <summary>A field of the resource model that the data plane does not carry out yet.</summary>
/// <param name="Message">Full name of the message that it stands in.</param>
/// <param name="Field">Its protobuf name.</param>
/// <param name="Policy">The key of the mesh language that compiles to it.</param>
/// <param name="Effect">What happens as long as it is not carried out.</param>
internal sealed record NotRunField(string Message, string Field, string Policy, string Effect);
