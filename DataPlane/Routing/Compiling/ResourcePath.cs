namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>Where in a RouteConfiguration something stands, in the names of its fields.</summary>
internal readonly record struct ResourcePath(string Text)
{
    public static readonly ResourcePath Root = new("");

    public ResourcePath Field(string name) => new(Text.Length == 0 ? name : $"{Text}.{name}");

    public ResourcePath Item(string name, int index) => Field($"{name}[{index}]");

    /// <summary>The error that refuses what stands here.</summary>
    public RouteTableException Refuse(string why) => new([new RouteProblem(Text, why)]);

    /// <summary>Reads metadata that belongs here; what cannot be read is refused.</summary>
    public T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException wrong)
        {
            throw Refuse(wrong.Message);
        }
    }
}
