using System.Security.Cryptography;
using ActorMesh.DataPlane.Identity;
using ActorMesh.Runtime.Contracts.Spiffe;
using Grpc.Core;
using Microsoft.Extensions.Hosting;

namespace ActorMesh.Cli.Spiffe;

/// <summary>The SPIFFE Workload API, as far as X.509 goes.</summary>
/// <remarks>Source: SPIFFE Workload API specification, sections 4 and 5.</remarks>
internal sealed class SpiffeService(ApplicationIdentity application, WorkloadAudit audit, IHostApplicationLifetime host) : SpiffeWorkloadAPI.SpiffeWorkloadAPIBase
{
    /// <summary>Whoever only forwards what others make it forward does not set it.</summary>
    private const string Header = "workload.spiffe.io";

    public override Task FetchX509SVID(X509SVIDRequest request, IServerStreamWriter<X509SVIDResponse> responseStream, ServerCallContext context) => Tell(context, withKey: true, async edition =>
    {
        var key = edition.ExportKey();
        try
        {
            await responseStream.WriteAsync(SpiffeAnswers.Identity(edition, key), context.CancellationToken);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    });

    public override Task FetchX509Bundles(X509BundlesRequest request, IServerStreamWriter<X509BundlesResponse> responseStream, ServerCallContext context) =>
        Tell(context, withKey: false, edition => responseStream.WriteAsync(SpiffeAnswers.Bundles(edition), context.CancellationToken));

    public override Task<JWTSVIDResponse> FetchJWTSVID(JWTSVIDRequest request, ServerCallContext context) => throw NoTokens(context);

    public override Task FetchJWTBundles(JWTBundlesRequest request, IServerStreamWriter<JWTBundlesResponse> responseStream, ServerCallContext context) => throw NoTokens(context);

    public override Task<ValidateJWTSVIDResponse> ValidateJWTSVID(ValidateJWTSVIDRequest request, ServerCallContext context) => throw NoTokens(context);

    private static RpcException NoTokens(ServerCallContext context)
    {
        Require(context);
        return new RpcException(new Status(StatusCode.Unimplemented, "this mesh issues certificates (FetchX509SVID) and no tokens (JWT-SVID)"));
    }

    private static void Require(ServerCallContext context)
    {
        if (context.RequestHeaders.GetValue(Header) != "true")
            throw new RpcException(new Status(StatusCode.InvalidArgument, $"a call of the Workload API has the metadata {Header}: true, and this one has not"));
    }

    private Task Tell(ServerCallContext context, bool withKey, Func<ApplicationEdition, Task> write)
    {
        Require(context);
        return ApplicationCall.Run(context, async stop =>
        {
            for (ApplicationEdition? told = null; ;)
            {
                var edition = await application.Next(told, withKey, stop);
                await write(edition);
                if (told is null && withKey) audit.Say($"{AcceptedConnections.PeerOf(context.GetHttpContext())} was given {edition.Id}, serial {edition.Serial}");
                told = edition;
            }
        }, host.ApplicationStopping);
    }
}
