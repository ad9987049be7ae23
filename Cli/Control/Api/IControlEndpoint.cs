using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Control.Api;

/// <summary>One path of the control API.</summary>
internal interface IControlEndpoint
{
    /// <summary>GET for looking, POST for changing.</summary>
    string Method { get; }

    /// <summary>A route pattern, as in <c>/v1/versions/{version}</c>.</summary>
    string Path { get; }

    /// <summary>For the list at <c>/</c>: the query or the body it takes, or nothing.</summary>
    string Takes => "";

    /// <summary>For the list at <c>/</c>: what it answers or does.</summary>
    string Summary { get; }

    /// <summary>Answered however many requests are under way: it costs nothing, and a supervisor kills a node that does not answer.</summary>
    bool IsAlwaysAnswered => false;

    /// <summary>Anybody may ask, from other machines too: it tells nothing that concerns a stranger.</summary>
    bool IsOpen => false;

    /// <exception cref="ControlRefusal">It is not carried out.</exception>
    Task Answer(HttpContext http);
}
