using ActorMesh.Runtime.Contracts.Envoy.Matching;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using Fit = ActorMesh.Runtime.Contracts.Envoy.Matching.StringMatcher.MatchPatternOneofCase;
using Kind = ActorMesh.Runtime.Contracts.Envoy.TransportSecurity.SubjectAltNameMatcher.Types.SanType;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class SubjectNameCheck
{
    public static void Run(SubjectAltNameMatcher name, CheckContext context)
    {
        if (name.SanType is not (Kind.Uri or Kind.Dns or Kind.Email))
            context.Error(name, SubjectAltNameMatcher.SanTypeFieldNumber, "names of this kind are not compared", "use URI, DNS or EMAIL");
        if (!context.Require(name, SubjectAltNameMatcher.MatcherFieldNumber)) return;
        var matcher = name.Matcher;
        if (matcher.MatchPatternCase is Fit.SafeRegex or Fit.Contains)
            context.Error(matcher, (int)matcher.MatchPatternCase, "who somebody is is not guessed from a part of a name", "use exact, prefix or suffix");
        if (matcher.IgnoreCase && name.SanType != Kind.Dns)
            context.Error(matcher, StringMatcher.IgnoreCaseFieldNumber, "names in certificates are compared letter by letter, but for those of DNS", "leave it off");
    }
}
