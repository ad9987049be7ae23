using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using Google.Protobuf.Collections;
using Append = ActorMesh.Runtime.Contracts.Envoy.Core.HeaderValueOption.Types.HeaderAppendAction;
using XdsRoute = ActorMesh.Runtime.Contracts.Envoy.Routes.Route;

namespace ActorMesh.Hocon.Importing.EnvoyFiles;

/// <summary>Reads changes of headers.</summary>
internal static class HeaderTranslation
{
    public static void Read(XdsRoute route, DraftObject body, EnvoyFile file)
    {
        Read(route.RequestHeadersToAdd, route.RequestHeadersToRemove, "request", body, file);
        Read(route.ResponseHeadersToAdd, route.ResponseHeadersToRemove, "response", body, file);
    }

    private static void Read(IEnumerable<HeaderValueOption> options, RepeatedField<string> removed, string side, DraftObject body, EnvoyFile file)
    {
        foreach (var option in options)
        {
            var operation = option.AppendAction switch
            {
                Append.AppendIfExistsOrAdd => "add",
                Append.OverwriteIfExistsOrAdd => "set",
                _ => null,
            };
            var value = option.Header?.Value.Replace("%%", "", StringComparison.Ordinal) ?? "";
            if (operation is null || option.Header is not { Key.Length: > 0 })
                file.Notes.NotCarried(file.At(option), "a header is set or added, whether it is there or not");
            else if (value.Contains('%', StringComparison.Ordinal))
                file.Notes.NotCarried(file.At(option), "values of headers are plain text, without operators");
            else
                body.Section("headers").Section(side).Section(operation).Put(option.Header.Key, new DraftText(option.Header.Value.Replace("%%", "%", StringComparison.Ordinal)));
        }

        if (removed.Count > 0) body.Section("headers").Section(side).Put("remove", DraftList.OfTexts(removed));
    }
}
