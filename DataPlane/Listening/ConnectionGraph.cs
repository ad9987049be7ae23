using Akka;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace ActorMesh.DataPlane.Listening;

/// <summary>
/// The stream of one kind of connection, drawn up once and run for each connection: assembling and fusing a graph costs several
/// times more than starting it.
/// </summary>
/// <remarks>The stages get their connection from the graph while it is materialised, which happens in the caller's thread.</remarks>
public sealed class ConnectionGraph<TConnection>
    where TConnection : class
{
    private readonly Fusing.FusedGraph<ClosedShape, NotUsed> _graph;
    private TConnection? _current;

    /// <param name="draw">Draws the graph; the stages may keep the function that they are given.</param>
    public ConnectionGraph(Func<Func<TConnection>, IRunnableGraph<NotUsed>> draw) => _graph = Fusing.Aggressive(draw(() => _current!));

    /// <summary>Starts the stream that carries <paramref name="connection"/>. Not thread-safe: a listener does it.</summary>
    public void Run(TConnection connection, IMaterializer materializer)
    {
        _current = connection;
        materializer.Materialize(_graph);
        _current = null;
    }
}
