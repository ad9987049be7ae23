namespace ActorMesh.DataPlane.Resilience;

/// <summary>How one attempt of a request ended, as breakers, ejection and retries tell ends apart.</summary>
public enum AttemptEnd : byte
{
    /// <summary>The upstream answered: its status says how well.</summary>
    Answered,
    /// <summary>No connection could be made: nothing of the request was sent.</summary>
    ConnectFailed,
    /// <summary>The connection did not stand within connect_timeout: nothing of the request was sent.</summary>
    ConnectTimedOut,
    /// <summary>The connection ended before the head of an answer was there.</summary>
    Reset,
    /// <summary>The connection ended within the answer.</summary>
    CutOff,
    /// <summary>What came was not valid HTTP.</summary>
    Malformed,
    /// <summary>No whole answer within the time of the try or of the request.</summary>
    TimedOut,
    /// <summary>Nobody wanted the answer any more: the client left, or another copy was faster. Says nothing about the upstream.</summary>
    Cancelled,
    /// <summary>A limit of this proxy refused it: nothing was sent. Says nothing about the upstream.</summary>
    Refused,
}
