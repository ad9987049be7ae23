using System.Globalization;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Primitives;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class PercentCheck
{
    public static void Run(Percent percent, CheckContext context)
    {
        if (percent.Value is not (>= 0 and <= 100))
            context.Error(percent, Percent.ValueFieldNumber, $"{percent.Value.ToString(CultureInfo.InvariantCulture)} is outside 0..100");
    }

    public static void Run(FractionalPercent percent, CheckContext context)
    {
        var whole = percent.Denominator switch
        {
            FractionalPercent.Types.DenominatorType.TenThousand => 10_000u,
            FractionalPercent.Types.DenominatorType.Million => 1_000_000u,
            _ => 100u,
        };
        if (percent.Numerator > whole)
            context.Warning(
                percent, FractionalPercent.NumeratorFieldNumber,
                $"{percent.Numerator} of {whole} is more than all, and taken as all");
    }

    public static void Run(RuntimeFractionalPercent percent, CheckContext context)
    {
        context.Require(percent, RuntimeFractionalPercent.DefaultValueFieldNumber);
        if (percent.RuntimeKey.Length > 0 && context.HasRuntimeLayers)
            context.Error(
                percent, RuntimeFractionalPercent.RuntimeKeyFieldNumber,
                "layered_runtime may give this key another share, and its layers are not read",
                "remove the key and give the share that is meant as default_value");
    }
}
