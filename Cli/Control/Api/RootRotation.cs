using ActorMesh.Cli.Control.Shapes;
using ActorMesh.ControlPlane.Identity;
using ActorMesh.ControlPlane.Identity.Auditing;
using ActorMesh.ControlPlane.Identity.Roots;
using ActorMesh.Runtime.Boot;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Control.Api;

/// <summary>Replaces the root of the mesh, for the endpoints that do.</summary>
internal static class RootRotation
{
    private const string NotChanged = "the root was not changed";

    /// <exception cref="ControlRefusal">It cannot be done now.</exception>
    public static async Task<RootListShape> Take(ControlContext context, RootImport? imported, RotateRequest request, HttpContext http)
    {
        var (identities, author) = (context.Issuing, request.Author ?? "");
        var issued = request is { Now: true, CutOff: false } ? await context.Issued() : null;
        try
        {
            var book = await OwnThread.Run(() => identities.Authority.Rotate(imported, request.Now, author, issued));
            var step = book.Steps[^1];
            identities.Audit.Write(new AuditEvent(AuditEvent.RootChanged, "")
            {
                Author = author, Address = $"{http.Connection.RemoteIpAddress}", Issuer = book.Roots[step.Generation].Name, Reason = $"{step.Kind}",
            });
            return RootListShape.Of(book, identities.Authority.Terms);
        }
        catch (IssueRefusedException e)
        {
            throw new ControlRefusal(StatusCodes.Status409Conflict, ErrorShape.Of("conflict", NotChanged, e.Message, "actormesh cert root shows how far it is"));
        }
        catch (RootStoreException e)
        {
            throw new ControlRefusal(StatusCodes.Status503ServiceUnavailable, ErrorShape.Of("journal", NotChanged, e.Message, "try again once the database is well"));
        }
    }
}
