"""A training of Accuracy.java in PyTorch: python accuracy_peer.py RECIPE SEED SETTING.

The data lie where CUADERNO_DATA says, in the folders mnist and fashion-mnist. SETTING is default or
channels_last. Prints the accuracy with the test samples.
"""
import gzip
import math
import os
import pathlib
import sys

import numpy
import torch
from torch import nn
from torch.nn import functional as F


def read(name, part):
    folder = pathlib.Path(os.environ["CUADERNO_DATA"]) / name
    with gzip.open(folder / f"{part}-images-idx3-ubyte.gz") as file:
        images = numpy.frombuffer(file.read(), numpy.uint8, offset=16).reshape(-1, 1, 28, 28)
    with gzip.open(folder / f"{part}-labels-idx1-ubyte.gz") as file:
        labels = numpy.frombuffer(file.read(), numpy.uint8, offset=8)
    return torch.from_numpy(images.astype(numpy.float32) / 255), torch.from_numpy(labels.astype(numpy.int64))


def between(least, most, count):
    return least + (most - least) * torch.rand(count)


def translation(most):
    """Moved by up to so many whole pixels, with zeros from outside."""
    def change(x):
        padded = F.pad(x, (most,) * 4)
        rows = torch.randint(2 * most + 1, (len(x), 1)) + torch.arange(28)
        columns = torch.randint(2 * most + 1, (len(x), 1)) + torch.arange(28)
        return padded[torch.arange(len(x))[:, None, None], 0, rows[:, :, None], columns[:, None, :]][:, None]
    return change


def affine(degrees, part, least, most, shear):
    """Turned, sheared, scaled and moved, each by a uniformly drawn amount."""
    def change(x):
        n = len(x)
        angle = torch.deg2rad(between(-degrees, degrees, n))
        lean = torch.tan(torch.deg2rad(between(-shear, shear, n)))
        scale = between(least, most, n)
        # In grids of PyTorch's the picture reaches from the middle of its first pixel at -1 to 1.
        unit = 28 * 2 / 27
        down, right = between(-part, part, n) * unit, between(-part, part, n) * unit
        cos, sin = torch.cos(angle) / scale, torch.sin(angle) / scale
        y = torch.stack((sin, cos, -sin * right - cos * down), 1)
        x_ = torch.stack((cos, -sin, -cos * right + sin * down), 1)
        places = torch.stack((x_ + lean[:, None] * y, y), 1)
        return F.grid_sample(x, F.affine_grid(places, x.shape, align_corners=True), align_corners=True)
    return change


def flip(x):
    return torch.where(torch.rand(len(x), 1, 1, 1) < 0.5, x.flip(3), x)


def small():
    return nn.Sequential(nn.Conv2d(1, 32, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
                         nn.Linear(4608, 128), nn.ReLU(), nn.Linear(128, 10))


def mlp():
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 784), nn.ReLU(), nn.Linear(784, 10))


def large():
    return nn.Sequential(nn.Conv2d(1, 30, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(30, 15, 3), nn.ReLU(),
                         nn.MaxPool2d(2), nn.Dropout(0.2), nn.Flatten(), nn.Linear(375, 128), nn.ReLU(),
                         nn.Linear(128, 50), nn.ReLU(), nn.Linear(50, 10))


def lenet():
    return nn.Sequential(nn.Conv2d(1, 32, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 5), nn.ReLU(),
                         nn.MaxPool2d(2), nn.Flatten(), nn.Linear(1024, 128), nn.ReLU(), nn.Linear(128, 10))


# Network, data, the highest rate of one cycle, batch, epochs, change of the training samples.
RECIPES = {
    "mlp": (mlp, "mnist", 2e-3, 128, 8, None),
    "small": (small, "mnist", 3e-3, 128, 6, translation(1)),
    "large": (large, "mnist", 4e-3, 128, 24, affine(10, 0.07, 0.9, 1.1, 5)),
    "small-fashion": (small, "fashion-mnist", 3e-3, 128, 8, flip),
    "lenet": (lenet, "mnist", 3e-3, 128, 2, None),
}


def cycle(highest, steps):
    """Up for 30 % of the steps from a 25th, down to a 10,000th of that, along half cosines."""
    top = 0.3 * steps - 1

    def between(a, b, share):
        return b + (a - b) * (1 + math.cos(math.pi * share)) / 2

    def rate(step):
        if step <= top:
            return between(highest / 25, highest, step / top)
        return between(highest, highest / 25e4, min(1, (step - top) / (steps - 1 - top)))
    return rate


def main():
    name, seed, setting = sys.argv[1:4]
    make, folder, highest, size, epochs, change = RECIPES[name]
    torch.manual_seed(int(seed))
    net = make()
    if setting == "channels_last":
        net = net.to(memory_format=torch.channels_last)
    x, y = read(folder, "train")
    rule = torch.optim.Adam(net.parameters(), 1e-3)
    steps = epochs * math.ceil(len(x) / size)
    rate, step = cycle(highest, steps), 0
    net.train()
    for _ in range(epochs):
        for some in torch.randperm(len(x)).split(size):
            inputs = x[some] if change is None else change(x[some])
            if setting == "channels_last":
                inputs = inputs.contiguous(memory_format=torch.channels_last)
            for group in rule.param_groups:
                group["lr"] = rate(step)
            rule.zero_grad()
            F.cross_entropy(net(inputs), y[some]).backward()
            rule.step()
            step += 1
    net.eval()
    x, y = read(folder, "t10k")
    with torch.inference_mode():
        right = sum((net(a).argmax(1) == b).sum().item() for a, b in zip(x.split(256), y.split(256)))
    print(f"accuracy {right / len(y):.4f}")


main()
