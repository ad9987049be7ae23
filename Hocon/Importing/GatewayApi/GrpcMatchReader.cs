using System.Text.RegularExpressions;
using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Sources;

namespace ActorMesh.Hocon.Importing.GatewayApi;

/// <summary>Reads GRPCRouteMatch. A gRPC method is the path <c>/service/method</c>.</summary>
internal static class GrpcMatchReader
{
    public static DraftObject? Read(Fields match)
    {
        var section = new DraftObject();
        if (match.Object("method") is { } method)
        {
            var (service, name) = (method.Text("service"), method.Text("method"));
            var isExpression = method.Text("type") is "RegularExpression";
            if (service is not null || name is not null) SetPath(section, service, name, isExpression);
        }

        return HttpMatchReader.ReadPairs(match, "headers", "header", section) ? section : null;
    }

    private static void SetPath(DraftObject section, string? service, string? method, bool isExpression)
    {
        if (isExpression) section.Put("path-regex", new DraftText($"/{service ?? "[^/]+"}/{method ?? "[^/]+"}"));
        else if (service is null) section.Put("path-regex", new DraftText($"/[^/]+/{Regex.Escape(method!)}"));
        else if (method is null) section.Put("path-prefix", new DraftText($"/{service}/"));
        else section.Put("path", new DraftText($"/{service}/{method}"));
    }
}
