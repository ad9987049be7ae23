using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;

namespace ActorMesh.ControlPlane.Registry;

/// <summary>Keeps who was alive, so that a control node that starts while nobody is in sight takes nobody's endpoints away.</summary>
public sealed class RegistryFile(string path)
{
    private readonly LastGoodFile _file = new(path, "registry");

    /// <returns>None when there is no file.</returns>
    /// <exception cref="InvalidDataException">It is not whole, or not one of these.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public IReadOnlyList<RegisteredProxy> Read() => _file.Read(RegistryShare.Parser) is var (_, share) ? [.. share.Proxies] : [];

    /// <summary>Blocks until it is on the disk.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(IEnumerable<RegisteredProxy> proxies) => _file.Write(new LastGoodEntry(0, 0, new RegistryShare { Proxies = { proxies } }.ToByteArray()));

    /// <summary>What <see cref="Read"/> gave, as endpoints.</summary>
    public static EndpointSet Endpoints(IEnumerable<RegisteredProxy> proxies) =>
        EndpointSet.Of(proxies.Select(proxy => new RegisteredEndpoint(RegistryShares.Read(proxy).Registration, IsStale: false)));
}
