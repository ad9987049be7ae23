using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Values;
using ActorMesh.DataPlane.Identity;

namespace ActorMesh.Cli.Sidecars;

/// <summary>Says what happens to an identity.</summary>
/// <param name="whose">What each line begins with; empty for the sidecar's own.</param>
internal sealed class IdentityTalk(Talk talk, string whose = "")
{
    /// <summary>One report after the other.</summary>
    public void Hear(IdentityReport report)
    {
        switch (report)
        {
            case IdentityReport.Had { IsKept: true } had:
                talk.Say($"{whose}identity {had.Id}, from the disk, until {had.NotAfter:u}");
                break;
            case IdentityReport.Had had:
                talk.Succeed($"{whose}identity {had.Id}, until {had.NotAfter:u}");
                break;
            case IdentityReport.Waiting waiting:
                talk.Say($"{whose}{waiting.Text}");
                break;
            case IdentityReport.Failed failed:
                talk.Warn($"{whose}no identity, or none to follow it: {failed.Reason}; tried again at {failed.RetryAt:u}");
                break;
            case IdentityReport.NearEnd near:
                talk.Warn($"{whose}the identity {near.Id} ends in {AgeText.Of(near.Left)}, and the next could not be had: {near.LastError ?? "it was not asked for yet"}");
                break;
            case IdentityReport.Expired expired:
                talk.Fail($"{whose}the identity {expired.Id} ended {AgeText.Of(expired.Since)} ago: nobody in the mesh talks to this workload until there is another: {expired.LastError ?? "it was not asked for yet"}");
                break;
            case IdentityReport.Disbelieved lost:
                talk.Fail($"{whose}nobody in the mesh believes the identity {lost.Id} any more: {lost.Reason}; another is asked for{(lost.TokenFile is { } file ? $"; if none comes, put a token for it into {file}: actormesh token create" : "")}");
                break;
            case IdentityReport.Remark remark:
                talk.Warn($"{whose}{remark.Text}");
                break;
        }
    }
}
