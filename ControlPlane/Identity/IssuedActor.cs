using ActorMesh.Runtime.Contracts.Cluster;
using Akka.Actor;

namespace ActorMesh.ControlPlane.Identity;

/// <summary>Tells other control nodes which certificates this one has signed.</summary>
public sealed class IssuedActor : UntypedActor
{
    public const string Name = "issued";

    private readonly IssuedBook _book;
    private readonly Func<double> _rotateAt;
    private readonly string _node;

    public IssuedActor(IssuedBook book, string node, Func<double> rotateAt) => (_book, _node, _rotateAt) = (book, node, rotateAt);

    /// <param name="node">This one, as host:port.</param>
    /// <param name="rotateAt">See <see cref="IdentityTerms.RotateAt"/>.</param>
    public static Props Props(IssuedBook book, string node, Func<double> rotateAt) => Akka.Actor.Props.Create(() => new IssuedActor(book, node, rotateAt));

    protected override void OnReceive(object message)
    {
        if (message is ReadIssued read) Sender.Tell(_book.Page(read.Skip, _node, _rotateAt()));
        else Unhandled(message);
    }
}
