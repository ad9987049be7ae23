namespace ActorMesh.Hocon.Compiling.Filters;

/// <summary>Names of HTTP filters. Settings of a route find their filter by it.</summary>
internal static class FilterNames
{
    public const string Cors = "envoy.filters.http.cors";
    public const string Denial = "envoy.filters.http.rbac.deny";
    public const string Authorization = "envoy.filters.http.rbac";
    public const string Tokens = "envoy.filters.http.jwt_authn";
    public const string LocalRateLimit = "envoy.filters.http.local_ratelimit";
    public const string GlobalRateLimit = "envoy.filters.http.ratelimit";
    public const string Fault = "envoy.filters.http.fault";
    public const string Router = "envoy.filters.http.router";
}
