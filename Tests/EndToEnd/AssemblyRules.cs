using Xunit;

// The tests share two cores with the programs they measure: one at a time, or the figures mean nothing.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
