using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Values;
using ActorMesh.DataPlane.Identity;

namespace ActorMesh.Cli.Sidecars;

/// <summary>Says what happens to a sidecar's identity.</summary>
internal sealed class IdentityTalk(Talk talk)
{
    /// <summary>One report after the other.</summary>
    public void Hear(IdentityReport report)
    {
        switch (report)
        {
            case IdentityReport.Had { IsKept: true } had:
                talk.Say($"identity {had.Id}, from the disk, until {had.NotAfter:u}");
                break;
            case IdentityReport.Had had:
                talk.Succeed($"identity {had.Id}, until {had.NotAfter:u}");
                break;
            case IdentityReport.Failed failed:
                talk.Warn($"no identity, or none to follow it: {failed.Reason}; tried again at {failed.RetryAt:u}");
                break;
            case IdentityReport.NearEnd near:
                talk.Warn($"the identity {near.Id} ends in {AgeText.Of(near.Left)}, and the next could not be had: {near.LastError ?? "it was not asked for yet"}");
                break;
            case IdentityReport.Expired expired:
                talk.Fail($"the identity {expired.Id} ended {AgeText.Of(expired.Since)} ago: nobody in the mesh talks to this workload until there is another: {expired.LastError ?? "it was not asked for yet"}");
                break;
            case IdentityReport.Remark remark:
                talk.Warn(remark.Text);
                break;
        }
    }
}
