"""Single operations beside PyTorch: python operations.py [--python P] [--java J] [--seconds S] [PATTERN]

Runs layer by layer, without a plan, each operation that the pattern finds, forward and with all its
gradients, on both sides, and writes a table in Markdown.
"""
import argparse
import os
import subprocess
import sys

import jdk
import pytorch



def times(command, environment):
    done = subprocess.run(command, capture_output=True, text=True, cwd=jdk.ROOT, env=dict(os.environ, **environment))
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stderr}")
    lines = (line.split() for line in done.stdout.splitlines())
    return {name: (float(forward), float(step)) for name, forward, step in lines}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("pattern", nargs="?", default="", help="a regular expression: which operations")
    options.add_argument("--java", help="of a JDK 25 or newer; found by itself if it is at a usual place")
    options.add_argument("--python", default=sys.executable, help="a Python with torch")
    options.add_argument("--seconds", type=float, default=2, help="for each operation")
    chosen = options.parse_args()
    pytorch.require(chosen.python)
    programs = jdk.Programs(jdk.find(chosen.java))
    arguments = [str(chosen.seconds), chosen.pattern]
    ours = times(programs.command("Operations", *arguments), {})
    theirs = times([chosen.python, jdk.HERE / "operations_peer.py", *arguments], pytorch.TUNED)
    print("| operation | forward, ms | PyTorch | ratio | with gradients, ms | PyTorch | ratio |")
    print("|---|---|---|---|---|---|---|")
    for name, mine in ours.items():
        cells = [f"{a:.3f} | {b:.3f} | {b / max(a, 1e-4):.2f}" for a, b in zip(mine, theirs[name])]
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


main()
