using ActorMesh.DataPlane.Security;

namespace ActorMesh.DataPlane.Configuration.Secrets;

/// <summary>The secrets of one origin: puts them into the store, and takes out those that nobody asks for any more. Any thread may call.</summary>
public sealed class SecretBook(SecretStore store)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LoadedSecret> _put = new(StringComparer.Ordinal);

    public bool Has(string name)
    {
        lock (_lock) return _put.ContainsKey(name);
    }

    /// <summary>What is the same as before stays the same object, with the sessions that clients may resume.</summary>
    /// <returns>Whether it is another than before.</returns>
    public bool Put(string name, LoadedSecret secret)
    {
        lock (_lock)
        {
            if (_put.GetValueOrDefault(name)?.Version == secret.Version) return false;
            _put[name] = secret;
            secret.PutInto(store, name);
            return true;
        }
    }

    /// <summary>Takes out all others.</summary>
    public void Keep(IReadOnlySet<string> names)
    {
        lock (_lock)
            foreach (var (name, secret) in _put.Where(entry => !names.Contains(entry.Key)).ToList())
            {
                _put.Remove(name);
                // Another origin may have put another one in its place.
                if (ReferenceEquals(secret.Identity, store.Identity(name)) && ReferenceEquals(secret.Roots, store.Roots(name))) store.Remove(name);
            }
    }
}
