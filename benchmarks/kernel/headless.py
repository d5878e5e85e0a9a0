#!/usr/bin/env python3
"""Measures how long a notebook of 20 light cells takes from the command line to its results.

`cuaderno run` on the Java notebook and nbclient's `jupyter execute` with ipykernel on its Python
twin, in turn, so that a machine that becomes busy half-way slows both. What is compared are medians
over the rounds, as a ratio. Elapsed time is what one waits for; processor time is what remains
comparable on a busy machine. See ../README.md.
"""

import argparse
import datetime
import json
import os
import pathlib
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

# Twenty cells as one writes them in a first hour: (Java, Python).
CELLS = [
    ("int n = 10;", "n = 10"),
    ("n * n + 1", "n * n + 1"),
    ('String name = "Ada";', 'name = "Ada"'),
    ('"Hello " + name', '"Hello " + name'),
    ('System.out.println("n is " + n);', 'print("n is", n)'),
    ("var numbers = List.of(3, 1, 4, 1, 5, 9, 2, 6);", "numbers = [3, 1, 4, 1, 5, 9, 2, 6]"),
    ("int square(int x) { return x * x; }", "def square(x):\n    return x * x"),
    ("square(n)", "square(n)"),
    (
        "int sum = 0;\nfor (int each : numbers) {\n    sum += each;\n}\nsum",
        "sum_ = 0\nfor each in numbers:\n    sum_ += each\nsum_",
    ),
    ("numbers.stream().map(x -> square(x)).toList()", "[square(x) for x in numbers]"),
    ("record Point(double x, double y) {}", "class Point:\n    def __init__(self, x, y):\n        self.x, self.y = x, y"),
    ("var point = new Point(3, 4);", "point = Point(3, 4)"),
    ("Math.hypot(point.x(), point.y())", "import math\nmath.hypot(point.x, point.y)"),
    (
        "var counts = new TreeMap<Character, Integer>();\n"
        'for (char c : "mississippi".toCharArray()) {\n    counts.merge(c, 1, Integer::sum);\n}\ncounts',
        'counts = {}\nfor c in "mississippi":\n    counts[c] = counts.get(c, 0) + 1\ncounts',
    ),
    ("numbers.stream().sorted().toList()", "sorted(numbers)"),
    (
        'for (int i = 0; i < 5; i++) {\n    System.out.println(i + " squared is " + square(i));\n}',
        "for i in range(5):\n    print(i, 'squared is', square(i))",
    ),
    ("int square(int x) { return x * x * 1; }", "def square(x):\n    return x * x * 1"),
    ("double[] values = {1.5, 2.5, 3.5};", "values = [1.5, 2.5, 3.5]"),
    ("Arrays.stream(values).average().getAsDouble()", "sum(values) / len(values)"),
    ('String.join(", ", List.of("one", "two", "three"))', '", ".join(["one", "two", "three"])'),
]


def notebook(language, kernel, column):
    cells = [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": f"cell-{number}",
            "metadata": {},
            "outputs": [],
            "source": pair[column],
        }
        for number, pair in enumerate(CELLS)
    ]
    spec = {"display_name": kernel, "language": language, "name": kernel}
    return {"cells": cells, "metadata": {"kernelspec": spec}, "nbformat": 4, "nbformat_minor": 5}


def measure(command):
    """Seconds elapsed and seconds of processor time, of the command and all it started."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    elapsed = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return elapsed, used


def main():
    root = pathlib.Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="runs of each (7)")
    parser.add_argument("--cuaderno", default=str(root / "cuaderno"), help="the launcher")
    parser.add_argument("--kernel", default="python3", help="the Python kernelspec (python3)")
    options = parser.parse_args()
    execute = shutil.which("jupyter-execute", path=os.path.dirname(sys.executable))
    if execute is None:
        print(
            "skipped: no jupyter-execute beside this Python. The comparison needs nbclient and"
            " ipykernel; run it with the Python of an environment that has them.",
            file=sys.stderr,
        )
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        java, python = folder / "java.ipynb", folder / "python.ipynb"
        java.write_text(json.dumps(notebook("java", "cuaderno", 0)), encoding="utf-8")
        python.write_text(json.dumps(notebook("python", options.kernel, 1)), encoding="utf-8")
        commands = {
            "cuaderno run": [options.cuaderno, "run", java, "-o", folder / "out"],
            "jupyter execute": [execute, python, "--output", folder / "done"],
        }
        times = {each: [] for each in commands}
        # The first round builds and warms whatever is built and warmed once.
        for number in range(options.rounds + 1):
            for each, command in commands.items():
                found = measure(command)
                if number > 0:
                    times[each].append(found)
                    print(f"round {number}: {each}: {found[0]:.2f} s", file=sys.stderr)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(
        f"{datetime.date.today()}, {platform.system()} {platform.machine()}, {os.cpu_count()}"
        f" processors, load {load:.1f} at the end; medians of {options.rounds} rounds, in turn.\n"
    )
    print("| " + " | ".join(["", *commands, "ratio"]) + " |")
    print("|---|---:|---:|---:|")
    for row, column in (("elapsed, s", 0), ("processor time, s", 1)):
        ours, theirs = (
            statistics.median(found[column] for found in times[each]) for each in commands
        )
        print(f"| {row} | {ours:.2f} | {theirs:.2f} | {ours / theirs:.2f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
