#!/usr/bin/env python3
"""Measures Jupyter kernels side by side and writes a Markdown table.

Each round starts every kernel once, one after the other, so that a machine that becomes busy
half-way slows all of them. What is compared are medians over the rounds, as ratios to the last
kernel named. See ../README.md.
"""

import argparse
import datetime
import os
import platform
import statistics
import sys
import time

try:
    import psutil
    import zmq
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
    from jupyter_client.manager import KernelManager
except ImportError as missing:
    print(
        f"skipped: {missing}. The comparison needs the Python packages jupyter_client, ipykernel"
        " and psutil; run it with the Python of an environment that has them.",
        file=sys.stderr,
    )
    sys.exit(0)

PATIENCE_S = 120
MIB = 1024 * 1024

# What one does in each language: (a sum, thirty declarations, code and cursor of a completion).
CELLS = {
    "java": (
        "1+1",
        "\n".join(f"int number{i} = {i};" for i in range(30)),
        'var text = "abc";\ntext.toUp',
    ),
    "python": (
        "1+1",
        "\n".join(f"number{i} = {i}" for i in range(30)),
        'text = "abc"\ntext.upp',
    ),
}

# (name of the measure, its unit, decimals, what it should be at most)
MEASURES = [
    ("start to kernel_info reply", "ms", 0, None),
    ("start to first result of 1+1", "ms", 0, "0.8 x"),
    ("processor time to first result", "ms", 0, None),
    ("kernel_info round trip", "ms", 1, None),
    ("warm 1+1, median", "ms", 1, "20 ms"),
    ("30 declarations in one cell", "ms", 0, "150 ms"),
    ("completion", "ms", 1, None),
    ("idle memory, resident", "MiB", 0, "200 MiB"),
    ("idle memory, shared pages counted once", "MiB", 0, None),
    ("idle processor time per second", "ms", 2, None),
]


def tree(pid):
    """The kernel's process and all below it."""
    root = psutil.Process(pid)
    return [root, *root.children(recursive=True)]


def processor_seconds(processes):
    total = 0.0
    for process in processes:
        times = process.cpu_times()
        total += times.user + times.system
    return total


def resident(processes):
    return sum(process.memory_info().rss for process in processes)


def proportional(processes):
    """Resident memory in which a page of n processes counts 1/n; None where the system has none."""
    total = 0
    for process in processes:
        share = getattr(process.memory_full_info(), "pss", None)
        if share is None:
            return None
        total += share
    return total


class Session:
    """One kernel, from its start on."""

    def __init__(self, name, context):
        self.manager = KernelManager(kernel_name=name, context=context)
        self.began = time.perf_counter()
        self.manager.start_kernel(stdout=sys.stderr, stderr=sys.stderr)
        self.client = self.manager.client()
        self.client.start_channels(hb=False)

    def processes(self):
        return tree(self.manager.provisioner.process.pid)

    def reply(self, message):
        while True:
            reply = self.client.get_shell_msg(timeout=PATIENCE_S)
            if reply["parent_header"].get("msg_id") == message:
                return reply["content"]

    def run(self, code):
        """Milliseconds from the request to the reply; iopub is emptied afterwards."""
        began = time.perf_counter()
        content = self.reply(self.client.execute(code, store_history=False))
        taken = (time.perf_counter() - began) * 1000
        if content["status"] != "ok":
            raise RuntimeError(f"{code!r}: {content}")
        self.quiet()
        return taken

    def ask(self, send):
        began = time.perf_counter()
        self.reply(send())
        return (time.perf_counter() - began) * 1000

    def quiet(self):
        while self.client.iopub_channel.msg_ready():
            self.client.get_iopub_msg(timeout=0)

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=False)
        self.manager.cleanup_resources()


def measure(name, language, context, warm, idle):
    one, many, unfinished = CELLS[language]
    session = Session(name, context)
    try:
        values = {}
        session.reply(session.client.kernel_info())
        values["start to kernel_info reply"] = (time.perf_counter() - session.began) * 1000
        session.run(one)
        values["start to first result of 1+1"] = (time.perf_counter() - session.began) * 1000
        values["processor time to first result"] = processor_seconds(session.processes()) * 1000
        runs = [session.run(one) for _ in range(warm)]
        # The first ones still warm the kernel up.
        values["warm 1+1, median"] = statistics.median(runs[len(runs) // 3 :])
        asked = [session.ask(session.client.kernel_info) for _ in range(20)]
        values["kernel_info round trip"] = statistics.median(asked)
        values["30 declarations in one cell"] = session.run(many)
        completions = [session.ask(lambda: session.client.complete(unfinished)) for _ in range(5)]
        values["completion"] = statistics.median(completions)
        if idle:
            time.sleep(2)
            processes = session.processes()
            before, began = processor_seconds(processes), time.perf_counter()
            time.sleep(idle)
            used = processor_seconds(processes) - before
            values["idle processor time per second"] = (
                used * 1000 / (time.perf_counter() - began)
            )
            values["idle memory, resident"] = resident(processes) / MIB
            shared = proportional(processes)
            if shared is not None:
                values["idle memory, shared pages counted once"] = shared / MIB
        return values
    finally:
        session.close()


def row(cells):
    return "| " + " | ".join(cells) + " |"


def table(results, kernels):
    base = kernels[-1]
    head = ["", *kernels]
    head += [f"{kernel} / {base}" for kernel in kernels[:-1]]
    head.append("goal")
    lines = [row(head), row(["---"] + ["---:"] * (len(head) - 2) + ["---"])]
    for measure_name, unit, digits, goal in MEASURES:
        medians = {}
        for kernel in kernels:
            found = [each[measure_name] for each in results[kernel] if measure_name in each]
            if found:
                medians[kernel] = statistics.median(found)
        if not medians:
            continue
        cells = [f"{measure_name}, {unit}"]
        cells += [f"{medians[k]:.{digits}f}" if k in medians else "-" for k in kernels]
        for kernel in kernels[:-1]:
            both = kernel in medians and medians.get(base)
            cells.append(f"{medians[kernel] / medians[base]:.2f}" if both else "-")
        cells.append(goal or "")
        lines.append(row(cells))
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "kernels",
        nargs="*",
        default=["cuaderno", "python3"],
        help="names of kernelspecs; the last is what the others are compared with",
    )
    parser.add_argument("--rounds", type=int, default=7, help="starts of each kernel (7)")
    parser.add_argument("--warm", type=int, default=60, help="repetitions of 1+1 (60)")
    parser.add_argument("--idle", type=float, default=20, help="seconds of idling, 0 for none (20)")
    parser.add_argument("--out", help="a file for the table; standard output otherwise")
    options = parser.parse_args()

    languages = {}
    for name in options.kernels:
        try:
            spec = KernelSpecManager().get_kernel_spec(name)
        except NoSuchKernel:
            print(f"skipped: no kernel named '{name}' is installed.", file=sys.stderr)
            return 0
        if spec.language not in CELLS:
            print(f"'{name}' is a kernel for {spec.language}; known: java, python", file=sys.stderr)
            return 2
        languages[name] = spec.language

    context = zmq.Context()
    # ZeroMQ tries a port that is not open yet again after 100 ms, which would round all starts up.
    context.setsockopt(zmq.RECONNECT_IVL, 5)
    results = {name: [] for name in options.kernels}
    for number in range(options.rounds):
        for name in options.kernels:
            # One idle phase per kernel is enough: it hardly varies and takes long.
            idle = options.idle if number == options.rounds - 1 else 0
            values = measure(name, languages[name], context, options.warm, idle)
            results[name].append(values)
            first = values["start to first result of 1+1"]
            print(f"round {number + 1}: {name}: first result {first:.0f} ms", file=sys.stderr)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    text = (
        f"{datetime.date.today()}, {platform.system()} {platform.machine()},"
        f" {os.cpu_count()} processors, load {load:.1f} at the end; medians of"
        f" {options.rounds} starts, kernels started in turn.\n\n"
        + table(results, options.kernels)
        + "\n"
    )
    if options.out:
        with open(options.out, "w", encoding="utf-8") as file:
            file.write(text)
    else:
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
