using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.DataPlane.Identity;

namespace ActorMesh.Cli.Sidecars.Joining;

/// <summary>Says what happens to the certificate that a member is let in by. What goes well is not said: the membership tells.</summary>
internal sealed class IdentityReports(Action<DiscoveryReport> report)
{
    public void Hear(IdentityReport happened)
    {
        var text = happened switch
        {
            IdentityReport.Waiting waiting => waiting.Text,
            IdentityReport.Failed failed => failed.Reason,
            IdentityReport.NearEnd near => $"it ends in {near.Left.TotalHours:0} h: {near.LastError}",
            IdentityReport.Expired expired => $"it has ended: {expired.LastError}",
            IdentityReport.Disbelieved lost => $"nobody believes it any more: {lost.Reason}",
            IdentityReport.Remark remark => remark.Text,
            _ => null,
        };
        if (text is not null) report(new DiscoveryReport.Remark($"the certificate of a member: {text}"));
    }
}
