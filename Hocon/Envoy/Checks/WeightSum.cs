using Google.Protobuf;

namespace ActorMesh.Hocon.Envoy.Checks;

/// <summary>Weights are drawn from their sum as an unsigned 32-bit number, so the sum must fit one.</summary>
internal static class WeightSum
{
    public static void Check(IMessage message, int field, ulong sum, CheckContext context)
    {
        if (sum > uint.MaxValue) context.Error(message, field, $"the weights add up to {sum}, more than {uint.MaxValue}");
    }
}
