using Akka.Configuration;

namespace ActorMesh.Runtime.Membership;

/// <summary>What may go from node to node, and how it is written.</summary>
public static class MemberSerialization
{
    /// <summary>Our messages by <see cref="Contracts.ContractSerializer"/>; whatever would build a type that its sender names is refused.</summary>
    public static readonly Config Settings = ConfigurationFactory.ParseString(
        """
        akka.actor {
          serializers {
            contract = "ActorMesh.Runtime.Contracts.ContractSerializer, ActorMesh.Runtime"
            json = "ActorMesh.Runtime.Contracts.RefusedSerializer, ActorMesh.Runtime"
            proto = "ActorMesh.Runtime.Contracts.RefusedSerializer, ActorMesh.Runtime"
          }
          serialization-settings {
            json { identifier = 1 }
            proto { identifier = 2 }
          }
          serialization-bindings {
            "System.Object" = json
            "Google.Protobuf.IMessage, Google.Protobuf" = contract
          }
        }
        """);
}
