using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using Google.Protobuf;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class HeaderMutationCheck
{
    private const string RoutingHint = "use host_rewrite_literal, prefix_rewrite or their like";

    public static void Run(HeaderValueOption option, CheckContext context)
    {
        if (!context.Require(option, HeaderValueOption.HeaderFieldNumber)) return;
        var header = option.Header;
        if (!context.Require(header, HeaderValue.KeyFieldNumber)) return;

        if (HeaderSyntax.IsRouting(header.Key))
            context.Error(header, HeaderValue.KeyFieldNumber, $"{Quoted.Of(header.Key)} cannot be changed this way", RoutingHint);
        else if (!HeaderSyntax.IsName(header.Key))
            context.Error(header, HeaderValue.KeyFieldNumber, $"{Quoted.Of(header.Key)} is not a header name");

        if (!HeaderSyntax.IsValue(header.Value))
            context.Error(header, HeaderValue.ValueFieldNumber, "a header value may not hold a line break or NUL");
        else if (!HasWholeOperators(header.Value))
            context.Error(
                header, HeaderValue.ValueFieldNumber,
                $"a `%` in {Quoted.Of(header.Value)} opens an operator and nothing closes it",
                "write %% for a percent sign");
    }

    /// <summary>Checks a list of header names that are to be removed.</summary>
    public static void Removals(IMessage message, int field, IList<string> names, CheckContext context)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (HeaderSyntax.IsRouting(names[i])) context.Error(message, field, i, $"{Quoted.Of(names[i])} cannot be removed", RoutingHint);
            else if (!HeaderSyntax.IsName(names[i])) context.Error(message, field, i, $"{Quoted.Of(names[i])} is not a header name");
        }
    }

    /// <remarks>Source: Envoy, "Custom request/response headers": an operator is %NAME%, %NAME(argument)% or %NAME(argument):length%.</remarks>
    private static bool HasWholeOperators(string value)
    {
        var at = 0;
        while ((at = value.IndexOf('%', at)) >= 0)
        {
            if (at + 1 < value.Length && value[at + 1] == '%')
            {
                at += 2;
                continue;
            }
            var argument = value.IndexOf('(', at);
            var end = value.IndexOf('%', at + 1);
            // A percent sign inside the argument is part of it.
            if (argument >= 0 && argument < end && value.IndexOf(')', argument) is var close and >= 0) end = value.IndexOf('%', close);
            if (end < 0 || end == at + 1) return false;
            at = end + 1;
        }
        return true;
    }
}
