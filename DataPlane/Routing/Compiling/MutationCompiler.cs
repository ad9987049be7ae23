using System.Text;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Mutations;
using ActorMesh.Runtime.Contracts.Envoy.Core;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>Compiles the header changes of one level.</summary>
internal static class MutationCompiler
{
    /// <param name="add">The additions.</param>
    /// <param name="remove">The removals.</param>
    /// <param name="direction"><c>request</c> or <c>response</c>: the start of both field names.</param>
    /// <param name="hostName">What HOSTNAME stands for.</param>
    /// <param name="path">Where the level stands.</param>
    public static HeaderMutations Compile(
        IReadOnlyList<HeaderValueOption> add, IReadOnlyList<string> remove, string direction, string hostName, ResourcePath path)
    {
        var removals = remove.Select((name, i) => Name(name, path.Item($"{direction}_headers_to_remove", i)));
        var additions = add.Select((option, i) => Addition(option, hostName, path.Item($"{direction}_headers_to_add", i)));
        return new HeaderMutations([.. removals.Select(Encoding.ASCII.GetBytes)], [.. additions]);
    }

    private static HeaderAddition Addition(HeaderValueOption option, string hostName, ResourcePath path)
    {
        var header = option.Header ?? throw path.Field("header").Refuse("is missing");
        var name = Name(header.Key, path.Field("header").Field("key"));
        path = path.Field("header").Field("value");
        if (!HeaderSyntax.IsValue(header.Value)) throw path.Refuse("has a control character, which no header value may have");
        try
        {
            var value = HeaderTemplate.Parse(header.Value, hostName);
            return new HeaderAddition(name, value, option.AppendAction, option.KeepEmptyValue);
        }
        catch (FormatException wrong)
        {
            throw path.Refuse(wrong.Message);
        }
    }

    private static string Name(string name, ResourcePath path)
    {
        if (name.StartsWith(':') || name.Equals("host", StringComparison.OrdinalIgnoreCase))
            throw path.Refuse($"{name} cannot be changed this way; use prefix_rewrite, regex_rewrite or one of the host_rewrite fields");
        if (!HeaderSyntax.IsName(name)) throw path.Refuse($"\"{name}\" is not a header name");
        var known = KnownHeaders.Recognise(Encoding.ASCII.GetBytes(name));
        if (known is KnownHeader.ContentLength or KnownHeader.TransferEncoding or KnownHeader.Connection or KnownHeader.KeepAlive
            or KnownHeader.ProxyConnection or KnownHeader.Upgrade or KnownHeader.Te or KnownHeader.Trailer)
            throw path.Refuse($"{name} belongs to one connection or frames the message; the proxy sets it itself");
        return name;
    }
}
