using System.Runtime.Serialization;
using Akka.Pattern;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>What a failed write to the journal means.</summary>
internal static class JournalFailure
{
    private const int SqliteBusy = 5, SqliteLocked = 6, SqliteReadOnly = 8, SqliteFull = 13, SqliteConstraint = 19;

    /// <returns>True when it is certain that nothing was written; a lost connection or a timeout leaves that open.</returns>
    public static bool IsCertain(Exception cause) => cause.GetBaseException() is
        SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked or SqliteReadOnly or SqliteFull or SqliteConstraint }
        or PostgresException or OpenCircuitException or SerializationException or JournalException;

    /// <returns>True when another leader has written meanwhile.</returns>
    public static bool IsFenced(Exception cause) =>
        cause.GetBaseException() is SqliteException { SqliteErrorCode: SqliteConstraint } or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    public static string Describe(Exception cause) => IsFenced(cause)
        ? "another control node leads and has written to the journal"
        : $"the journal cannot be written: {cause.GetBaseException().Message}";

    /// <returns>What a person is told of why the journal cannot be read.</returns>
    public static string DescribeReading(Exception cause) =>
        $"the journal cannot be read, and nobody can lead from it: {(cause is AggregateException ? cause.GetBaseException() : cause).Message}";
}
