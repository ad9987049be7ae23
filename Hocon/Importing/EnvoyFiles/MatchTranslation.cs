using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Runtime.Contracts.Envoy.Matching;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Google.Protobuf;
using HeaderKind = ActorMesh.Runtime.Contracts.Envoy.Routes.HeaderMatcher.HeaderMatchSpecifierOneofCase;
using PathKind = ActorMesh.Runtime.Contracts.Envoy.Routes.RouteMatch.PathSpecifierOneofCase;

namespace ActorMesh.Hocon.Importing.EnvoyFiles;

/// <summary>Reads RouteMatch. A match that has a condition without a counterpart is left out: without it more would match than is meant.</summary>
internal sealed class MatchTranslation(EnvoyFile file)
{
    /// <returns>Null when the match is left out.</returns>
    public DraftObject? Read(RouteMatch? match)
    {
        var section = new DraftObject();
        if (match is null) return section;
        var isWhole = ReadPath(match, section);
        if (match.CaseSensitive == false) file.Notes.NotCarried(file.At(match, RouteMatch.CaseSensitiveFieldNumber), "paths are matched with their case; fewer requests match");
        foreach (var header in match.Headers) isWhole &= ReadHeader(header, section);
        foreach (var query in match.QueryParameters) isWhole &= ReadQuery(query, section);
        if (match.Grpc is not null) isWhole &= LeftOut(match.Grpc, "whether a request is gRPC");
        if (match.RuntimeFraction is not null) isWhole &= LeftOut(match.RuntimeFraction, "a share of the requests");
        foreach (var cookie in match.Cookies) isWhole &= LeftOut(cookie, "a cookie");
        return isWhole ? section : null;
    }

    private bool ReadPath(RouteMatch match, DraftObject section)
    {
        switch (match.PathSpecifierCase)
        {
            case PathKind.Prefix when match.Prefix is not ("" or "/"):
                if (!match.Prefix.StartsWith('/')) return LeftOut(match, "a path that does not begin with /");
                section.Put("path-prefix", new DraftText(match.Prefix));
                if (!match.Prefix.EndsWith('/'))
                    file.Notes.Approximated(
                        file.At(match, RouteMatch.PrefixFieldNumber),
                        $"a path-prefix ends on a boundary: {match.Prefix} is {match.Prefix} and {match.Prefix}/x, not {match.Prefix}x");
                return true;
            case PathKind.Path:
                section.Put("path", new DraftText(match.Path));
                return match.Path.StartsWith('/') || LeftOut(match, "a path that does not begin with /");
            case PathKind.SafeRegex:
                section.Put("path-regex", new DraftText(match.SafeRegex.Regex));
                return true;
            case PathKind.PathSeparatedPrefix:
                section.Put("path-prefix", new DraftText(match.PathSeparatedPrefix));
                return match.PathSeparatedPrefix.StartsWith('/') || LeftOut(match, "a path that does not begin with /");
            case PathKind.ConnectMatcher:
                return LeftOut(match, "CONNECT");
            default:
                return true;
        }
    }

    private bool ReadHeader(HeaderMatcher header, DraftObject section)
    {
        if (header.Name == ":method" && Methods(header) is { } methods)
        {
            section.Put("methods", DraftList.OfTexts(methods));
            return true;
        }

        if (header.Name.StartsWith(':')) return LeftOut(header, $"the pseudo-header {header.Name}");
        DraftNode? value = header.HeaderMatchSpecifierCase switch
        {
            HeaderKind.ExactMatch => new DraftText(header.ExactMatch),
            HeaderKind.PrefixMatch => Section("prefix", new DraftText(header.PrefixMatch)),
            HeaderKind.SuffixMatch => Section("suffix", new DraftText(header.SuffixMatch)),
            HeaderKind.ContainsMatch => Section("contains", new DraftText(header.ContainsMatch)),
            HeaderKind.SafeRegexMatch => Section("regex", new DraftText(header.SafeRegexMatch.Regex)),
            HeaderKind.StringMatch => Text(header.StringMatch),
            HeaderKind.PresentMatch => Section("present", header.PresentMatch != header.InvertMatch ? DraftNode.On : DraftNode.Off),
            HeaderKind.None => Section("present", header.InvertMatch ? DraftNode.Off : DraftNode.On),
            _ => null,
        };
        var isInverted = header.InvertMatch && header.HeaderMatchSpecifierCase is not (HeaderKind.PresentMatch or HeaderKind.None);
        if (value is null || isInverted || header.TreatMissingHeaderAsEmpty) return LeftOut(header, "a header in this way");
        section.Section("header").Put(header.Name, value);
        return true;
    }

    private bool ReadQuery(QueryParameterMatcher query, DraftObject section)
    {
        var value = query.StringMatch is { } text ? Text(text) : Section("present", query.HasPresentMatch && !query.PresentMatch ? DraftNode.Off : DraftNode.On);
        if (value is null) return LeftOut(query, "a parameter in this way");
        section.Section("query").Put(query.Name, value);
        return true;
    }

    private static List<string>? Methods(HeaderMatcher header)
    {
        if (header.InvertMatch) return null;
        var text = header.HeaderMatchSpecifierCase switch
        {
            HeaderKind.ExactMatch => header.ExactMatch,
            HeaderKind.StringMatch when header.StringMatch is { HasExact: true, IgnoreCase: false } => header.StringMatch.Exact,
            HeaderKind.StringMatch => header.StringMatch.SafeRegex?.Regex,
            HeaderKind.SafeRegexMatch => header.SafeRegexMatch.Regex,
            _ => null,
        };
        var names = text?.Split('|').ToList();
        return names?.TrueForAll(name => name.Length > 0 && name.All(character => char.IsAsciiLetterUpper(character) || character == '-')) == true ? names : null;
    }

    private static DraftNode? Text(StringMatcher matcher)
    {
        if (matcher.IgnoreCase) return null;
        return matcher.MatchPatternCase switch
        {
            StringMatcher.MatchPatternOneofCase.Exact => new DraftText(matcher.Exact),
            StringMatcher.MatchPatternOneofCase.Prefix => Section("prefix", new DraftText(matcher.Prefix)),
            StringMatcher.MatchPatternOneofCase.Suffix => Section("suffix", new DraftText(matcher.Suffix)),
            StringMatcher.MatchPatternOneofCase.Contains => Section("contains", new DraftText(matcher.Contains)),
            StringMatcher.MatchPatternOneofCase.SafeRegex => Section("regex", new DraftText(matcher.SafeRegex.Regex)),
            _ => null,
        };
    }

    private static DraftObject Section(string key, DraftNode value)
    {
        var section = new DraftObject();
        section.Put(key, value);
        return section;
    }

    private bool LeftOut(IMessage condition, string what)
    {
        file.Notes.NotCarried(file.At(condition), $"a route cannot match by {what}; it is left out, since without it more would match");
        return false;
    }
}
