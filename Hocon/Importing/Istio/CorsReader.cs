using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Sources;

namespace ActorMesh.Hocon.Importing.Istio;

/// <summary>Reads CorsPolicy.</summary>
internal static class CorsReader
{
    public static void Read(Fields route, PolicyWriter writer)
    {
        if (route.Object("corsPolicy") is not { } cors) return;
        List<string> origins = [.. cors.Texts("allowOrigin")];
        foreach (var origin in cors.Objects("allowOrigins"))
        {
            if (origin.Text("exact") is { } exact) origins.Add(exact);
            origin.Drop("prefix", "origins are listed exactly");
            origin.Drop("regex", "origins are listed exactly");
        }

        writer.Texts("cors.allow-origins", origins);
        writer.Texts("cors.allow-methods", cors.Texts("allowMethods"));
        writer.Texts("cors.allow-headers", cors.Texts("allowHeaders"));
        writer.Texts("cors.expose-headers", cors.Texts("exposeHeaders"));
        writer.Duration("cors.max-age", cors.Duration("maxAge"), cors.At("maxAge"), TimeSpan.FromSeconds(1), TimeSpan.FromHours(24));
        if (cors.Truth("allowCredentials") == true) writer.Target.Set("cors.allow-credentials", DraftNode.On);
        cors.Drop("unmatchedPreflights", "preflights of other origins go on to the service");
    }
}
