using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Admin;

/// <summary>One path of the admin API.</summary>
internal interface IAdminEndpoint
{
    /// <summary>GET for looking, POST for changing.</summary>
    string Method { get; }

    string Path { get; }

    /// <summary>For the list at <c>/</c>: the query it takes, or nothing.</summary>
    string Query => "";

    /// <summary>For the list at <c>/</c>: what it answers or does.</summary>
    string Summary { get; }

    Task Answer(HttpContext http);
}
