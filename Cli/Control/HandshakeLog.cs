using System.Security.Authentication;
using ActorMesh.Runtime.Identity;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace ActorMesh.Cli.Control;

/// <summary>Hears of handshakes that failed, which the server tells nobody but its log.</summary>
internal sealed class HandshakeLog(RefusedPeers refused) : ILoggerProvider, ILogger
{
    private const string Category = "Microsoft.AspNetCore.Server.Kestrel.Https", TimedOut = "AuthenticationTimedOut";

    /// <summary>Whose handshake it is: the server says that in the flow of the connection.</summary>
    private static readonly AsyncLocal<(string Port, string Peer)?> Current = new();

    /// <summary>To be said before the port is secured.</summary>
    public static void Follow(ListenOptions listen, string port) => listen.Use(next => async connection =>
    {
        Current.Value = (port, $"{connection.RemoteEndPoint}");
        await next(connection);
    });

    public void AddTo(ILoggingBuilder logging) => logging.SetMinimumLevel(LogLevel.None).AddProvider(this).AddFilter(Category, LogLevel.Debug);

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (Current.Value is not var (port, peer)) return;
        if (eventId.Name == TimedOut) refused.Note(port, peer, "it did not prove who it is in time");
        else if (exception is AuthenticationException) refused.Note(port, peer, exception.GetBaseException().Message); // What else ends one is a peer that goes away.
    }

    public void Dispose()
    {
    }
}
