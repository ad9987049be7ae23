using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Kubernetes;
using ActorMesh.Hocon.Importing.Routing;
using ActorMesh.Hocon.Importing.Sources;

namespace ActorMesh.Hocon.Importing.GatewayApi;

/// <summary>Reads a rule of HTTPRoute or GRPCRoute.</summary>
internal sealed class RuleReader(HostTable hosts, string? space, ImportNotes notes)
{
    /// <returns>Null when none of its matches could be carried over.</returns>
    public ImportedRule? Read(Fields rule, bool isGrpc)
    {
        var body = new DraftObject();
        var writer = new PolicyWriter(body, notes);
        var matches = rule.Objects("matches");
        var read = matches.Select(match => isGrpc ? GrpcMatchReader.Read(match) : HttpMatchReader.Read(match)).OfType<DraftObject>().ToList();
        var name = rule.Text("name");
        var destinations = rule.Objects("backendRefs").Select(Destination).OfType<ImportedDestination>().ToList();
        var mirror = new FilterReader(hosts, space).Read(rule, writer, read.All(match => match.Find("path") is not null) && read.Count > 0);
        if (rule.Object("timeouts") is { } timeouts)
        {
            writer.Patience("timeout.request", timeouts.Duration("request"), timeouts.At("request"));
            writer.Patience("timeout.per-try", timeouts.Duration("backendRequest"), timeouts.At("backendRequest"));
        }

        ReadRetry(rule, writer);
        SessionPersistence.Read(rule, writer);
        if (matches.Count > 0 && read.Count == 0) return null;
        if (destinations.Count == 0 && body.Find("redirect") is null && body.Find("respond") is null)
        {
            body.Set("respond.status", "500", "A rule without backends answers so.");
            notes.Approximated(rule.Here, "a rule without backends answers 500");
        }

        return new ImportedRule(rule.Here, name, read, body, body.Find("redirect") is null ? destinations : []) { Mirror = mirror };
    }

    private ImportedDestination? Destination(Fields backend)
    {
        backend.Drop("filters", "filters are those of the rule, not of one of its backends");
        var weight = backend.Integer("weight", 0, 1_000_000) ?? 1;
        return BackendReference.Read(backend, hosts, space) is { } service ? new ImportedDestination(service, null, weight, backend.Here) : null;
    }

    private static void ReadRetry(Fields rule, PolicyWriter writer)
    {
        if (rule.Object("retry") is not { } retry) return;
        var codes = retry.Texts("codes");
        var known = codes.Where(RetryConditions.IsStatus).ToList();
        if (known.Count < codes.Count) writer.Notes.NotCarried(retry.At("codes"), "requests are tried again for statuses from 400 to 599");
        if (known.Count > 0) writer.Target.Set("retries.on", DraftList.OfTexts(["connect-failure", "refused-stream", .. known]));
        if (retry.Integer("attempts", 0, int.MaxValue) is { } attempts) writer.Count("retries.max-attempts", attempts + 1, retry.At("attempts"), 1, 10);
        if (retry.Duration("backoff") is not { } backoff) return;
        writer.Duration("retries.backoff.base", backoff, retry.At("backoff"), PolicyWriter.Millisecond, TimeSpan.FromMinutes(1));
        if (backoff > TimeSpan.FromMilliseconds(250))
            writer.Duration("retries.backoff.max", backoff * 10, retry.At("backoff"), PolicyWriter.Millisecond, TimeSpan.FromMinutes(10));
    }
}
