using System.CommandLine;

namespace ActorMesh.Cli.Commands;

/// <summary>Where a proxy's admin API is.</summary>
internal static class AdminOption
{
    public static Option<Uri?> Create(string description) => new("--admin")
    {
        Description = description,
        HelpName = "URL",
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp) return url;
            result.AddError($"--admin: '{result.Tokens[0].Value}' is no http:// address");
            return null;
        },
    };
}
