namespace ActorMesh.Hocon.Importing.Drafts;

/// <summary>A section that is being put together. Keys stand in the order in which they were first set.</summary>
internal sealed record DraftObject : DraftNode
{
    private readonly List<DraftEntry> _entries = [];

    public IReadOnlyList<DraftEntry> Entries => _entries;

    public bool IsEmpty => _entries.Count == 0;

    public DraftNode? Find(string key) => _entries.Find(entry => entry.Key == key)?.Value;

    /// <param name="path">Keys with points between them, as in <c>timeout.request</c>.</param>
    public DraftNode? At(string path)
    {
        DraftNode? node = this;
        foreach (var key in path.Split('.')) node = (node as DraftObject)?.Find(key);
        return node;
    }

    /// <summary>All single values and lists, with their paths.</summary>
    public IEnumerable<(string Path, DraftNode Value)> Leaves() => _entries.SelectMany(entry => entry.Value is DraftObject section
        ? section.Leaves().Select(leaf => ($"{entry.Key}.{leaf.Path}", leaf.Value))
        : [(entry.Key, entry.Value)]);

    /// <param name="path">Keys with points between them; sections on the way come into being, in place of a single value that stands there.</param>
    public void Set(string path, DraftNode value, string? comment = null)
    {
        var keys = path.Split('.');
        var section = this;
        foreach (var key in keys[..^1]) section = section.Section(key);
        section.Put(keys[^1], value, comment);
    }

    public void Set(string path, string word, string? comment = null) => Set(path, new DraftWord(word), comment);

    /// <param name="key">One key, whatever characters it has.</param>
    public void Put(string key, DraftNode value, string? comment = null)
    {
        var entry = new DraftEntry(key, value, comment);
        var at = _entries.FindIndex(known => known.Key == key);
        if (at < 0) _entries.Add(entry);
        else _entries[at] = entry;
    }

    public DraftObject Section(string key)
    {
        if (Find(key) is DraftObject section) return section;
        var created = new DraftObject();
        Put(key, created);
        return created;
    }

    /// <summary>Puts a comment at a section or value that is there.</summary>
    public void Remark(string key, string comment)
    {
        var at = _entries.FindIndex(known => known.Key == key);
        if (at >= 0) _entries[at] = _entries[at] with { Comment = comment };
    }

    public void Remove(string key) => _entries.RemoveAll(entry => entry.Key == key);

    /// <summary>Takes over what <paramref name="other"/> says and this one does not; sections are merged.</summary>
    public void FillFrom(DraftObject other)
    {
        foreach (var entry in other.Entries)
        {
            var own = Find(entry.Key);
            if (entry.Value is DraftObject theirs && (own is null || own is DraftObject)) Section(entry.Key).FillFrom(theirs);
            else if (own is null) Put(entry.Key, entry.Value, entry.Comment);
        }
    }

    /// <summary>Takes over all that <paramref name="other"/> says; sections are merged.</summary>
    public void FillOver(DraftObject other)
    {
        foreach (var entry in other.Entries)
        {
            if (entry.Value is DraftObject theirs) Section(entry.Key).FillOver(theirs);
            else Put(entry.Key, entry.Value, entry.Comment);
        }
    }

    public DraftObject Copy()
    {
        var copy = new DraftObject();
        foreach (var entry in _entries) copy.Put(entry.Key, entry.Value is DraftObject section ? section.Copy() : entry.Value, entry.Comment);
        return copy;
    }
}
