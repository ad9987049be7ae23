namespace ActorMesh.Cli.Terminals;

/// <summary>Colours words, where colour is wanted.</summary>
internal readonly record struct Paint(bool IsWanted)
{
    private const string Plain = "\e[0m";

    public string Red(string text) => Painted("\e[31m", text);

    public string Yellow(string text) => Painted("\e[33m", text);

    public string Green(string text) => Painted("\e[32m", text);

    private string Painted(string paint, string text) => IsWanted ? $"{paint}{text}{Plain}" : text;
}
