using ActorMesh.Hocon.Mesh.Values;

namespace ActorMesh.Lab.Scenarios;

/// <summary>A fault in words, as charts and logs name it.</summary>
public static class FaultText
{
    public static string Of(Fault fault)
    {
        var whom = fault.Service is null ? "load" : fault.Replica is { } number ? $"{fault.Service}-{number}" : fault.Service;
        List<string> what = [];
        if (fault.Errors is { } errors) what.Add(errors > 0 ? $"fails {ShareText.Of(errors)}" : "fails no more");
        else if (fault.ErrorStatus is { } status) what.Add($"fails with {status}");
        if (fault.Slower > 1) what.Add($"{fault.Slower}x slower");
        if (fault.Hangs) what.Add("hangs");
        if (fault.Refuses) what.Add("refuses connections");
        if (fault.Load != 1) what.Add(ShareText.Of(fault.Load));
        if (fault.Burst > 0) what.Add($"{fault.Burst} at once");
        return $"{whom} {string.Join(", ", what)}";
    }
}
