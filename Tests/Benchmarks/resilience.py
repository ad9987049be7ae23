#!/usr/bin/env python3
"""Runs the failure scenarios on real processes and prints what they measured as tables for RESULTS.md: what callers noticed of
one bad replica with and without each policy, how a breaker and limits behaved, and how an outage grows along a chain of services.

    dotnet build ActorMesh.sln -c Release
    python3 Tests/Benchmarks/resilience.py

The scenarios are tests (Tests/EndToEnd/Resilience), which also assert bounds: a figure here comes from a run that held them.
With more than one run, the median of each figure is printed.

    python3 Tests/Benchmarks/resilience.py --runs 3
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile

# From nothing to everything, where rows are told apart by it.
POLICIES = ["none", "breaker", "outlier", "retries", "retries + outlier", "all three"]
REPOSITORY = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def run(figures, configuration):
    """Runs all scenarios once; what failed is told at the end, and its figures are not there."""
    command = ["dotnet", "test", "Tests/EndToEnd", "--no-build", "-c", configuration, "--nologo", "-v", "q",
               "--filter", "FullyQualifiedName~EndToEnd.Resilience"]
    done = subprocess.run(command, cwd=REPOSITORY, env={**os.environ, "ACTORMESH_FIGURES": figures}, capture_output=True, text=True)
    if done.returncode:
        print(done.stdout[-4000:], file=sys.stderr)
    return done.returncode


def middle(cells):
    """The median of numbers; of anything else, what the first run said."""
    try:
        number = statistics.median(float(cell) for cell in cells)
    except ValueError:
        return cells[0]
    return f"{number:.0f}" if all("." not in cell for cell in cells) else f"{number:.2f}".rstrip("0").rstrip(".")


def tables(lines):
    """By name of the table, and then by what tells its rows apart: the cells of every run."""
    found = {}
    for line in lines:
        figure = json.loads(line)
        columns = figure["columns"]
        key = tuple(value for value in columns.values() if not value.replace(".", "").isdigit() and value != "-")
        found.setdefault(figure["table"], {}).setdefault(key, []).append(columns)
    return found


def place(key):
    """Rows that are told apart by trouble and policies stand in that order; others as they came."""
    return (key[0], POLICIES.index(key[1])) if len(key) == 2 and key[1] in POLICIES else ("", 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--configuration", default="Release")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "figures.jsonl")
        open(path, "w", encoding="utf-8").close()
        failed = sum(run(path, arguments.configuration) != 0 for _ in range(arguments.runs))
        with open(path, encoding="utf-8") as file:
            found = tables(file)
    for name, rows in found.items():
        columns = list(next(iter(rows.values()))[0])
        print(f"### {name[0].upper()}{name[1:]}\n")
        print("| " + " | ".join(columns) + " |")
        print("|" + "---|" * len(columns))
        for _, runs in sorted(rows.items(), key=lambda row: place(row[0])):
            print("| " + " | ".join(middle([run[column] for run in runs]) for column in columns) + " |")
        print()
    sys.exit(f"{failed} of {arguments.runs} runs failed" if failed else 0)


if __name__ == "__main__":
    main()
