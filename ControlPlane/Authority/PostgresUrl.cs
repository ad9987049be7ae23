using ActorMesh.Runtime.Membership;
using Npgsql;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>Reads <c>postgres://user:password@host:port/database?option=value</c> as PostgreSQL's own programs do.</summary>
/// <remarks>Source: PostgreSQL 17, 32.1.1.2 and 32.1.2.</remarks>
internal static class PostgresUrl
{
    private const string Form = "write postgres://user:password@host:port/database";

    /// <summary>Options by their usual names, as the driver calls them.</summary>
    private static readonly Dictionary<string, string> Options = new(StringComparer.Ordinal)
    {
        ["application_name"] = "Application Name",
        ["channel_binding"] = "Channel Binding",
        ["client_encoding"] = "Client Encoding",
        ["connect_timeout"] = "Timeout",
        ["gssencmode"] = "GSS Encryption Mode",
        ["options"] = "Options",
        ["passfile"] = "Passfile",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["sslmode"] = "SSL Mode",
        ["sslpassword"] = "SSL Password",
        ["sslrootcert"] = "Root Certificate",
        ["target_session_attrs"] = "Target Session Attributes",
    };

    /// <exception cref="MemberException">It cannot be read; the message names the option.</exception>
    public static NpgsqlConnectionStringBuilder Read(string written)
    {
        if (!Uri.TryCreate(written, UriKind.Absolute, out var url) || url.AbsolutePath.Length < 2)
            throw new MemberException($"the journal's database is not written as it should be; {Form}");
        var user = url.UserInfo.Split(':', 2);
        var database = new NpgsqlConnectionStringBuilder
        {
            Host = url.Host.Trim('[', ']'), Port = url.Port > 0 ? url.Port : NpgsqlConnection.DefaultPort, Database = Uri.UnescapeDataString(url.AbsolutePath[1..]),
        };
        if (user[0].Length > 0) database.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1) database.Password = Uri.UnescapeDataString(user[1]);
        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)))
            Set(database, Uri.UnescapeDataString(pair[0]), Uri.UnescapeDataString(pair.Length > 1 ? pair[1] : ""));
        return database;
    }

    private static void Set(NpgsqlConnectionStringBuilder database, string option, string value)
    {
        var name = Options.GetValueOrDefault(option, option);
        if (!database.ContainsKey(name))
            throw new MemberException($"the journal's database has an option {option}, which is not known; known are {string.Join(", ", Options.Keys)} and those of Npgsql by their names, as in Maximum Pool Size");
        try
        {
            database[name] = option == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        catch (ArgumentException e)
        {
            throw new MemberException($"the journal's database has a value for the option {option} that cannot be: {(e.InnerException ?? e).Message}");
        }
    }
}
