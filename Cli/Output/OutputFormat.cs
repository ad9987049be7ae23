namespace ActorMesh.Cli.Output;

/// <summary>How a command prints its data.</summary>
internal enum OutputFormat
{
    /// <summary>For people: what matters most.</summary>
    Table,

    /// <summary>For people with a broad terminal: everything.</summary>
    Wide,

    /// <summary>For programs.</summary>
    Json,

    /// <summary>The same data as <see cref="Json"/>.</summary>
    Yaml,

    /// <summary>For shells: names alone, one a line.</summary>
    Name,
}
