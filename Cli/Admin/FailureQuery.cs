using System.Globalization;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Telemetry;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Admin;

/// <summary>Which failed requests a caller wants: <c>last=N</c>, <c>code=503</c> or <c>code=5xx</c>, <c>flag=UF</c>.</summary>
/// <param name="Code">Null for any.</param>
/// <param name="Flag">None for any.</param>
internal sealed record FailureQuery(int Last, string? Code, ResponseFlag Flag)
{
    private const int LastDefault = 200, LastMax = 1000;

    /// <param name="problem">What is wrong; empty when all is well.</param>
    public static FailureQuery Read(IQueryCollection query, out string problem)
    {
        problem = "";
        var last = LastDefault;
        if (query["last"].ToString() is { Length: > 0 } wanted
            && (!int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out last) || last is 0 or > LastMax))
            problem = $"last={wanted} is not a number from 1 to {LastMax}";

        var code = query["code"].ToString();
        if (code.Length > 0 && !IsCode(code)) problem = $"code={code} is neither a status like 503 nor a class like 5xx";

        var flag = query["flag"].ToString();
        var known = ResponseFlags.All.FirstOrDefault(pair => pair.Code.Equals(flag, StringComparison.OrdinalIgnoreCase)).Flag;
        if (flag.Length > 0 && known == ResponseFlag.None)
            problem = $"flag={flag} is unknown; there are {string.Join(' ', ResponseFlags.All.Select(pair => pair.Code))}";
        return new FailureQuery(last, code.Length == 0 ? null : code, known);
    }

    /// <param name="newestFirst">All that are remembered.</param>
    public IEnumerable<FailedRequest> Of(IEnumerable<FailedRequest> newestFirst) => newestFirst.Where(Fits).Take(Last);

    private static bool IsCode(string code) =>
        code.Length == 3 && char.IsAsciiDigit(code[0]) && (code.EndsWith("xx", StringComparison.Ordinal) || code.All(char.IsAsciiDigit));

    private bool Fits(FailedRequest failure)
    {
        if (Flag != ResponseFlag.None && !failure.Flags.HasFlag(Flag)) return false;
        if (Code is null) return true;
        var status = failure.Status.ToString("000", CultureInfo.InvariantCulture);
        return Code.EndsWith("xx", StringComparison.Ordinal) ? status[0] == Code[0] : status == Code;
    }
}
