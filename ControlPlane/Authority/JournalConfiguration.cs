using ActorMesh.Runtime.Membership;
using Akka.Configuration;
using Akka.Persistence.Sql;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>Akka's settings for the journal.</summary>
public static class JournalConfiguration
{
    // Names of the drivers as the journal's library knows them.
    private const string Sqlite = "SQLite.MS", PostgreSql = "PostgreSQL.15";

    public static Config Of(JournalSettings settings)
    {
        var database = $$"""connection-string = {{AkkaText.Quoted(settings.ConnectionString)}}, provider-name = "{{(settings.IsShared ? PostgreSql : Sqlite)}}" """;
        return ConfigurationFactory.ParseString(
            $$"""
            akka.persistence {
              journal {
                plugin = "akka.persistence.journal.sql"
                sql {
                  {{database}}
                  parallelism = 1
                  materializer-dispatcher = "actormesh.journal-dispatcher"
                  recovery-event-timeout = 10s
                  replay-filter.mode = fail
                  circuit-breaker { max-failures = 5, call-timeout = 5s, reset-timeout = 5s }
                }
              }
              snapshot-store {
                plugin = "akka.persistence.snapshot-store.sql"
                sql {
                  {{database}}
                  materializer-dispatcher = "actormesh.journal-dispatcher"
                  snapshot-is-optional = true
                  circuit-breaker { max-failures = 5, call-timeout = 5s, reset-timeout = 5s }
                }
              }
            }
            # SQLite's driver waits in the thread that calls it: it gets threads of its own.
            actormesh.journal-dispatcher {
              type = ForkJoinDispatcher
              throughput = 10
              dedicated-thread-pool { thread-count = 2, threadtype = background }
            }
            """).WithFallback(SqlPersistence.DefaultConfiguration);
    }
}
