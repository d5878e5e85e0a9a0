"""The operations of Operations.java in PyTorch: python operations_peer.py SECONDS PATTERN.

Images in both of PyTorch's orders in memory; the faster one counts, forward and with gradients each.
"""
import re
import statistics
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

MILLIONS = (32, 64, 40, 40)
CASES = {
    "conv3x3-64@56": (nn.Conv2d(64, 64, 3, padding=1), (32, 64, 56, 56)),
    "conv3x3-stride2-64-128@56": (nn.Conv2d(64, 128, 3, padding=1, stride=2), (32, 64, 56, 56)),
    "conv3x3-dilation2-64@28": (nn.Conv2d(64, 64, 3, padding=2, dilation=2), (32, 64, 28, 28)),
    "conv3x3-17-33@19": (nn.Conv2d(17, 33, 3, padding=1), (32, 17, 19, 19)),
    "conv3x3-mirror-32@28": (nn.Conv2d(32, 32, 3, padding=1, padding_mode="reflect"), (32, 32, 28, 28)),
    "conv1x1-64-256@28": (nn.Conv2d(64, 256, 1), (32, 64, 28, 28)),
    "conv5x5-1-32@28": (nn.Conv2d(1, 32, 5), (128, 1, 28, 28)),
    "conv7x7-stride2-3-64@112": (nn.Conv2d(3, 64, 7, padding=3, stride=2), (16, 3, 112, 112)),
    "conv11x11-stride4-3-96@227": (nn.Conv2d(3, 96, 11, stride=4), (4, 3, 227, 227)),
    "depthwise3x3-64@56": (nn.Conv2d(64, 64, 3, padding=1, groups=64), (32, 64, 56, 56)),
    "depthwise3x3-256@14": (nn.Conv2d(256, 256, 3, padding=1, groups=256), (32, 256, 14, 14)),
    "depthwise5x5-128@28": (nn.Conv2d(128, 128, 5, padding=2, groups=128), (32, 128, 28, 28)),
    "groups4-3x3-64@28": (nn.Conv2d(64, 64, 3, padding=1, groups=4), (32, 64, 28, 28)),
    "groups32-3x3-128@14": (nn.Conv2d(128, 128, 3, padding=1, groups=32), (32, 128, 14, 14)),
    "transposed2x2-64-32@28": (nn.ConvTranspose2d(64, 32, 2, stride=2), (32, 64, 28, 28)),
    "transposed4x4-64-32@14": (nn.ConvTranspose2d(64, 32, 4, stride=2, padding=1), (32, 64, 14, 14)),
    "conv1d5-64@256": (nn.Conv1d(64, 64, 5, padding=2), (32, 64, 256)),
    "linear-784-512": (nn.Linear(784, 512), (128, 784)),
    "linear-64-64": (nn.Linear(64, 64), (4096, 64)),
    "linear-9216-4096-one": (nn.Linear(9216, 4096), (1, 9216)),
    "matmul-64-of-128": (lambda x: x @ x, (64, 128, 128)),
    "batchNorm2d-64@28": (nn.BatchNorm2d(64), (32, 64, 28, 28)),
    "batchNorm1d-512": (nn.BatchNorm1d(512), (128, 512)),
    "layerNorm-512": (nn.LayerNorm(512), (4096, 512)),
    "groupNorm-8-64@28": (nn.GroupNorm(8, 64), (32, 64, 28, 28)),
    "localResponseNorm-64@28": (nn.LocalResponseNorm(5), (32, 64, 28, 28)),
    "maxPool2-64@56": (nn.MaxPool2d(2), (32, 64, 56, 56)),
    "maxPool3-64@56": (nn.MaxPool2d(3, 2, 1), (32, 64, 56, 56)),
    "avgPool2-64@56": (nn.AvgPool2d(2), (32, 64, 56, 56)),
    "adaptiveAvgPool7-64@56": (nn.AdaptiveAvgPool2d(7), (32, 64, 56, 56)),
    "globalAvgPool-512@7": (nn.AdaptiveAvgPool2d(1), (64, 512, 7, 7)),
    "relu": (nn.ReLU(), MILLIONS),
    "gelu": (nn.GELU(), MILLIONS),
    "silu": (nn.SiLU(), MILLIONS),
    "elu": (nn.ELU(), MILLIONS),
    "tanh": (nn.Tanh(), MILLIONS),
    "sigmoid": (nn.Sigmoid(), MILLIONS),
    "softplus": (nn.Softplus(), MILLIONS),
    "exp": (torch.exp, MILLIONS),
    "clamp": (lambda x: x.clamp(-1, 1), MILLIONS),
    "power": (lambda x: x.abs() ** 2.5, MILLIONS),
    "where": (lambda x: torch.where(x > 0, x, x * 2), MILLIONS),
    "dropout": (nn.Dropout(0.5), MILLIONS),
    "softmax-1000": (nn.Softmax(-1), (1024, 1000)),
    "logSoftmax-1000": (nn.LogSoftmax(-1), (1024, 1000)),
    "sum-first": (lambda x: x.sum(0), (2048, 1024)),
    "sum-last": (lambda x: x.sum(1), (2048, 1024)),
    "max-last": (lambda x: x.amax(1), (2048, 1024)),
    "mean-pixels": (lambda x: x.mean((2, 3)), MILLIONS),
    "transpose": (lambda x: x.t() * 2, (2048, 2048)),
    "concat": (lambda x: torch.cat([x, x], 1), MILLIONS),
    "cumsum": (lambda x: x.cumsum(1), (2048, 1024)),
    "sort": (lambda x: x.sort(1)[0], (1024, 1000)),
    "small-relu": (nn.ReLU(), (128, 10)),
    "small-chain": (lambda x: ((x @ x + x).relu() * 2).sum(), (8, 8)),
}


def median(seconds, work):
    """Of the second half of the time, in milliseconds."""
    times = []
    begin = time.perf_counter()
    while time.perf_counter() - begin < seconds or len(times) < 6:
        before = time.perf_counter()
        work()
        times.append((time.perf_counter() - before) * 1e3)
    return statistics.median(times[len(times) // 2:])


def measure(layer, shape, order, seconds):
    if isinstance(layer, nn.Module) and order == torch.channels_last:
        layer = layer.to(memory_format=order)
    x = torch.randn(*shape)
    x = x.contiguous(memory_format=order) if len(shape) == 4 else x

    def evaluate():
        if isinstance(layer, nn.Module):
            layer.eval()
        with torch.no_grad():
            return layer(x)

    gradient = torch.randn_like(evaluate())

    def step():
        if isinstance(layer, nn.Module):
            layer.zero_grad()
        layer(x.detach().requires_grad_()).backward(gradient)

    forward = median(seconds / 3, evaluate)
    if isinstance(layer, nn.Module):
        layer.train()
    return forward, median(seconds, step)


def main():
    seconds, pattern = float(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""
    for name, (layer, shape) in CASES.items():
        if re.search(pattern, name):
            orders = [torch.contiguous_format] + ([torch.channels_last] if len(shape) == 4 else [])
            found = [measure(layer, shape, order, seconds / len(orders)) for order in orders]
            print(name, *(f"{min(times):.4f}" for times in zip(*found)), flush=True)


main()
