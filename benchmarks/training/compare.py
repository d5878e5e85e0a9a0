"""Training and inference beside PyTorch: python compare.py [--python P] [--rounds N] [--seconds S] [WORKLOAD ...]

Runs both sides in turn, each in a process of its own, and writes a table in Markdown.
"""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile

import jdk
import pytorch

HERE = jdk.HERE
WORKLOADS = ["lenet", "small", "resnet20", "resnet20-adam", "resnet20-eager", "mobile", "mobile-eager",
             "transformer", "mlp", "resnet18-1", "resnet18-8", "vgg16-1",
             "matmul-512", "matmul-1024", "matmul-2048"]
SETTINGS = [("default", {}), ("channels_last", {}), ("default tuned", pytorch.TUNED), ("channels_last tuned", pytorch.TUNED)]


def read(command, environment=None):
    done = subprocess.run(command, capture_output=True, text=True, cwd=jdk.ROOT,
                          env=dict(os.environ, **(environment or {})))
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stderr}")
    values = {}
    for line in done.stdout.splitlines():
        name, _, value = line.partition(" ")
        values.setdefault(name, []).append(float(value))
    return values


def losses(programs, python, name):
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "weights.safetensors")
        mine = read(programs.command("Run", name, "0", file))["loss"]
        theirs = read([python, HERE / "peer.py", name, "0", "default", file])["loss"]
    print(f"\nLosses of ten steps of {name} from the same weights:\n")
    print("| step | Cuaderno | PyTorch |\n|---|---|---|")
    for step, (a, b) in enumerate(zip(mine, theirs), 1):
        print(f"| {step} | {a:.6f} | {b:.6f} |")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("workloads", nargs="*", default=WORKLOADS)
    options.add_argument("--java", help="of a JDK 25 or newer; found by itself if it is at a usual place")
    options.add_argument("--python", default=sys.executable, help="a Python with torch")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--seconds", type=float, default=15)
    options.add_argument("--compile", action="store_true", help="also torch.compile")
    options.add_argument("--losses", action="store_true", help="compare losses instead of speed")
    chosen = options.parse_args()
    pytorch.require(chosen.python)
    programs = jdk.Programs(jdk.find(chosen.java))
    names = chosen.workloads or WORKLOADS
    if chosen.losses:
        for name in names:
            losses(programs, chosen.python, name)
        return
    settings = SETTINGS + ([("compile tuned", pytorch.TUNED)] if chosen.compile else [])
    print("| workload | unit | Cuaderno | first step, s | " + " | ".join(f"PyTorch {s}" for s, _ in settings)
          + " | ratio to the best | peak MB: Cuaderno, PyTorch |")
    print("|---|---|---|---|" + "---|" * len(settings) + "---|---|")
    for name in names:
        mine, first, peak, theirs, most = [], [], [], [[] for _ in settings], [[] for _ in settings]
        for _ in range(chosen.rounds):
            values = read(programs.command("Run", name, chosen.seconds))
            unit = next(iter(values))
            mine += values[unit]
            first += values["first"]
            peak += values["peak"]
            for place, memory, (setting, environment) in zip(theirs, most, settings):
                values = read([chosen.python, HERE / "peer.py", name, str(chosen.seconds), setting.split()[0]],
                              environment)
                place += values[unit]
                memory += values["peak"]
        medians = [statistics.median(place) for place in theirs]
        best = statistics.median(most[medians.index(max(medians))])
        print(f"| {name} | {unit} | {statistics.median(mine):.0f} | {statistics.median(first):.2f} | "
              + " | ".join(f"{m:.0f}" for m in medians)
              + f" | {statistics.median(mine) / max(medians):.2f} | {statistics.median(peak):.0f}, {best:.0f} |", flush=True)


main()
