using ActorMesh.Cli.Applying;
using ActorMesh.Cli.Control.Client;
using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Values;

namespace ActorMesh.Cli.Identities;

/// <summary>Shows and replaces the root of the mesh.</summary>
internal sealed class RootRun(ControlClient client, OutputFormat format, Terminal terminal, TimeProvider clock)
{
    /// <param name="pem">Prints certificates that are believed, and nothing else.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="ControlFailure">The control plane did not answer.</exception>
    public async Task<int> Show(bool pem, CancellationToken stop)
    {
        var roots = await client.Roots(stop);
        if (!pem) return Print(roots);
        foreach (var root in roots.Roots.Where(root => root.State != "retired")) terminal.Data.WriteLine(root.Certificate);
        return ExitCode.Done;
    }

    /// <inheritdoc cref="Show"/>
    public async Task<int> Rotate(bool now, bool isCutOff, CancellationToken stop) => Print(await client.RotateRoot(new RotateRequest(now, Author.OfThisProcess, isCutOff), stop));

    /// <inheritdoc cref="Show"/>
    public async Task<int> Import(string certificates, string key, CancellationToken stop) => Print(await client.ImportRoot(
        new ImportRootRequest(MeshText.Read(certificates, terminal.Input).Text, MeshText.Read(key, terminal.Input).Text, Author.OfThisProcess), stop));

    private int Print(RootListShape roots)
    {
        var now = clock.GetUtcNow();
        terminal.Print(format, () => roots, () => ControlJson.Readable.RootListShape, data => Table(roots, now).Write(data));
        terminal.Talk.Say(roots.Next is { } next
            ? $"{next.Root} {(next.Step == "signs" ? "signs" : "is believed no more")} {(next.At > now ? $"in {AgeText.Of(next.At - now)}" : "within seconds")}, by itself; --rotate --now does not wait for that"
            : "no rotation is under way");
        return ExitCode.Done;
    }

    internal static TextTable Table(RootListShape roots, DateTimeOffset now)
    {
        var table = new TextTable();
        table.Add("ROOT", "STATE", "LEFT", "SHA-256", "SUBJECT");
        foreach (var root in roots.Roots)
            table.Add(root.Name, root.State, root.NotAfter > now ? AgeText.Of(root.NotAfter - now) : "ended", root.Sha256[..16], SubjectOf(root));
        return table;
    }

    private static string SubjectOf(RootShape root) =>
        $"{root.Signer}{(root.Signer == root.Subject ? "" : $", below {root.Subject}")}{(root.IsImported ? " (imported)" : "")}";
}
