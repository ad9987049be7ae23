namespace ActorMesh.Cli.Sidecars;

/// <summary>Which reading of the file runs, and why the last one that does not was refused. Written by the reloader, read by the admin API.</summary>
internal sealed class ConfigurationInForce(ConfigurationReading reading)
{
    private volatile ConfigurationReading _reading = reading;
    private volatile Refusal? _lastRefusal;

    public ConfigurationReading Reading => _reading;

    /// <summary>Null when the last reading was accepted.</summary>
    public Refusal? LastRefusal => _lastRefusal;

    public void Accept(ConfigurationReading reading) => (_reading, _lastRefusal) = (reading, null);

    public void Refuse(DateTimeOffset at, IReadOnlyList<string> problems) => _lastRefusal = new Refusal(at, problems);

    /// <summary>Why a changed file did not come into force.</summary>
    internal sealed record Refusal(DateTimeOffset At, IReadOnlyList<string> Problems);
}
