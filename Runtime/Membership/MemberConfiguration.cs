using System.Globalization;
using Akka.Configuration;

namespace ActorMesh.Runtime.Membership;

/// <summary>Akka's settings for a member.</summary>
public static class MemberConfiguration
{
    /// <summary>The same on all members, or they do not find each other.</summary>
    public const string SystemName = "actormesh";

    /// <summary>What one message between nodes may weigh, in bytes: a published mesh with two documents fits.</summary>
    public const int FrameMax = 1280 * 1024;

    /// <exception cref="MemberException">The settings make no sound member.</exception>
    public static Config Of(MemberSettings settings)
    {
        settings.Check();
        return Own(settings).WithFallback(Shared).WithFallback(MemberSerialization.Settings);
    }

    /// <summary>As Akka writes it.</summary>
    public static string UrlOf(MemberAddress address, bool isSecured) => $"akka.{(isSecured ? "ssl.tcp" : "tcp")}://{SystemName}@{address}";

    private static Config Own(MemberSettings settings)
    {
        var timings = settings.Timings;
        return ConfigurationFactory.ParseString(
            $$"""
            akka {
              remote.dot-netty.tcp {
                enable-ssl = {{(settings.Tls is null ? "off" : "on")}}
                hostname = {{AkkaText.Quoted(settings.BindHost ?? settings.Address.Host)}}
                public-hostname = {{AkkaText.Quoted(settings.Address.Host)}}
                port = {{settings.Address.Port.ToString(CultureInfo.InvariantCulture)}}
                maximum-frame-size = {{FrameMax.ToString(CultureInfo.InvariantCulture)}}b
                send-buffer-size = {{(2 * FrameMax).ToString(CultureInfo.InvariantCulture)}}b
                receive-buffer-size = {{(2 * FrameMax).ToString(CultureInfo.InvariantCulture)}}b
              }
              cluster {
                seed-nodes = [{{string.Join(", ", settings.Seeds.Distinct().Select(seed => AkkaText.Quoted(UrlOf(seed, settings.Tls is not null))))}}]
                roles = [{{string.Join(", ", settings.Roles.Select(AkkaText.Quoted))}}]
                gossip-interval = {{AkkaText.Of(timings.GossipEvery)}}
                leader-actions-interval = {{AkkaText.Of(timings.GossipEvery)}}
                unreachable-nodes-reaper-interval = {{AkkaText.Of(timings.GossipEvery)}}
                failure-detector {
                  heartbeat-interval = {{AkkaText.Of(timings.HeartbeatEvery)}}
                  expected-response-after = {{AkkaText.Of(timings.HeartbeatEvery)}}
                  acceptable-heartbeat-pause = {{AkkaText.Of(timings.PauseMax)}}
                }
                split-brain-resolver.stable-after = {{AkkaText.Of(timings.StableAfter)}}
                down-removal-margin = {{AkkaText.Of(timings.StableAfter)}}
              }
            }
            """);
    }

    private static readonly Config Shared = ConfigurationFactory.ParseString(
        $$"""
        akka {
          stdout-loglevel = OFF
          loggers = ["ActorMesh.Runtime.Membership.MemberLogger, ActorMesh.Runtime"]
          loglevel = WARNING
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
          actor { provider = cluster, ask-timeout = 5s }
          remote {
            dot-netty.tcp.tcp-reuse-addr = off # Or two nodes could have the same port.
            log-remote-lifecycle-events = off
          }
          coordinated-shutdown {
            run-by-clr-shutdown-hook = off
            exit-clr = off
            phases.cluster-exiting.timeout = 4s # Who stops last waits for nobody; 10 s are all that a container gets.
            phases.before-actor-system-terminate.timeout = 10s # See EndWith.
          }
          cluster {
            log-info = off
            run-coordinated-shutdown-when-down = on
            downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
            split-brain-resolver {
              active-strategy = keep-majority
              keep-majority.role = {{MemberRole.Control}}
            }
            singleton-proxy { singleton-identification-interval = 250ms, log-singleton-identification-failure = off }
            pub-sub.gossip-interval = 200ms
          }
        }
        """);
}
