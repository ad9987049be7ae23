using ActorMesh.Runtime.Contracts.Envoy.Core;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class DataSourceCheck
{
    public static void Run(DataSource source, CheckContext context)
    {
        if (!context.RequireOneOf(source, DataSource.InlineStringFieldNumber)) return;
        if (source.SpecifierCase == DataSource.SpecifierOneofCase.Filename) context.Require(source, DataSource.FilenameFieldNumber);
        if (source.SpecifierCase == DataSource.SpecifierOneofCase.EnvironmentVariable)
            context.Require(source, DataSource.EnvironmentVariableFieldNumber);
    }
}
