"""Whole trainings beside PyTorch: python accuracy.py [--python P] [--java J] [--seeds N] [RECIPE ...]

Trains the same networks with the same settings here and there, each run in a process of its own, and
writes a table in Markdown: accuracies with the test samples, and seconds from the start of the process
to its end. CUADERNO_DATA has to name a folder with mnist and fashion-mnist in it.
"""
import argparse
import os
import statistics
import subprocess
import sys
import time

import jdk
import pytorch

HERE = jdk.HERE
RECIPES = ["lenet", "mlp", "small", "large", "small-fashion"]
SETTINGS = {"default": {}, "channels_last": {}, "default-tuned": pytorch.TUNED, "channels_last-tuned": pytorch.TUNED}


def run(command, environment):
    begin = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, cwd=jdk.ROOT, env=dict(os.environ, **environment))
    seconds = time.perf_counter() - begin
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stderr}")
    return float(done.stdout.split()[-1]), seconds


def cells(results):
    accuracies, seconds = zip(*results)
    shown = " ".join(f"{100 * a:.2f}" for a in accuracies)
    mean = f" (mean {100 * statistics.mean(accuracies):.2f})" if len(accuracies) > 1 else ""
    return f"{shown}{mean} | {statistics.median(seconds):.1f}"


def main():
    options = argparse.ArgumentParser()
    options.add_argument("recipes", nargs="*", help=", ".join(RECIPES))
    options.add_argument("--java", help="of a JDK 25 or newer; found by itself if it is at a usual place")
    options.add_argument("--python", default=sys.executable, help="a Python with torch")
    options.add_argument("--seeds", type=int, default=1, help="how often each training is run")
    options.add_argument("--settings", nargs="+", choices=SETTINGS, default=["default"], help="of PyTorch")
    chosen = options.parse_args()
    if "CUADERNO_DATA" not in os.environ:
        sys.exit("CUADERNO_DATA has to name a folder with mnist and fashion-mnist in it")
    pytorch.require(chosen.python)
    programs = jdk.Programs(jdk.find(chosen.java))
    print("| training | Cuaderno, % | s | "
          + " | ".join(f"PyTorch {s}, % | s" for s in chosen.settings) + " |")
    print("|---|---|---|" + "---|---|" * len(chosen.settings))
    for name in chosen.recipes or RECIPES:
        ours, theirs = [], {setting: [] for setting in chosen.settings}
        for seed in range(1, chosen.seeds + 1):
            ours.append(run(programs.command("Accuracy", name, seed), {}))
            for setting in chosen.settings:
                theirs[setting].append(run([chosen.python, HERE / "accuracy_peer.py", name, str(seed),
                                            setting.split("-")[0]], SETTINGS[setting]))
        print(f"| {name} | {cells(ours)} | " + " | ".join(cells(one) for one in theirs.values()) + " |", flush=True)


main()
