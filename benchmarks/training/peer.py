"""One workload of the table in PyTorch: python peer.py WORKLOAD SECONDS SETTING [WEIGHTS].

SETTING is default, channels_last or compile. Prints lines "name value". With a file of weights it
prints the losses of ten steps from these weights instead.
"""
import json
import statistics
import sys
import time

import numpy
import torch
from torch import nn
from torch.nn import functional as F

BATCH = 128


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.missing = outputs - inputs
        self.stride = stride

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        if self.missing or self.stride > 1:
            half = self.missing // 2
            x = F.pad(x[:, :, ::self.stride, ::self.stride], (0, 0, 0, 0, half, half))
        return F.relu(y + x)


class CifarResNet(nn.Module):
    def __init__(self, depth):
        super().__init__()
        blocks = (depth - 2) // 6
        self.conv1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        self.layer1 = nn.Sequential(*[Block(16, 16, 1) for _ in range(blocks)])
        self.layer2 = nn.Sequential(*[Block(16 if i == 0 else 32, 32, 2 if i == 0 else 1) for i in range(blocks)])
        self.layer3 = nn.Sequential(*[Block(32 if i == 0 else 64, 64, 2 if i == 0 else 1) for i in range(blocks)])
        self.linear = nn.Linear(64, 10)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        x = self.layer3(self.layer2(self.layer1(x)))
        return self.linear(x.mean((2, 3)))


class Basic(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.downsample = None
        if stride != 1 or inputs != outputs:
            self.downsample = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        return F.relu(y + (x if self.downsample is None else self.downsample(x)))


def resnet18():
    layers = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    inputs = 64
    for outputs, stride in ((64, 1), (128, 2), (256, 2), (512, 2)):
        layers += [Basic(inputs, outputs, stride), Basic(outputs, outputs, 1)]
        inputs = outputs
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 1000))


def vgg16():
    layers, inputs = [], 3
    for size in (64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512, 0):
        if size:
            layers += [nn.Conv2d(inputs, size, 3, padding=1), nn.ReLU()]
            inputs = size
        else:
            layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(25088, 4096), nn.ReLU(), nn.Dropout(),
                         nn.Linear(4096, 4096), nn.ReLU(), nn.Dropout(), nn.Linear(4096, 1000))


def separable(inputs, outputs, stride):
    return nn.Sequential(nn.Conv2d(inputs, inputs, 3, stride, 1, groups=inputs, bias=False), nn.BatchNorm2d(inputs), nn.ReLU(),
                         nn.Conv2d(inputs, outputs, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU())


def mobile():
    return nn.Sequential(nn.Conv2d(3, 32, 3, 1, 1, bias=False), nn.BatchNorm2d(32), nn.ReLU(), separable(32, 64, 1),
                         separable(64, 128, 2), separable(128, 128, 1), separable(128, 256, 2), separable(256, 256, 1),
                         nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(256, 10))


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.before, self.between = nn.LayerNorm(width), nn.LayerNorm(width)
        self.all, self.back = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.rest = nn.Sequential(nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width))
        self.heads = heads

    def forward(self, x):
        batch, length, width = x.shape
        query, key, value = self.all(self.before(x)).reshape(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        scores = (query @ key.transpose(-1, -2)) * (width / self.heads) ** -0.5
        y = x + self.back((scores.softmax(-1) @ value).transpose(1, 2).reshape(batch, length, width))
        return y + self.rest(self.between(y))


class Transformer(nn.Module):
    def __init__(self, depth, width, heads):
        super().__init__()
        self.patches = nn.Conv2d(1, width, 4, 4)
        self.blocks = nn.ModuleList(Attention(width, heads) for _ in range(depth))
        self.norm, self.classes = nn.LayerNorm(width), nn.Linear(width, 10)

    def forward(self, x):
        x = self.patches(x).flatten(2).transpose(1, 2)
        for block in self.blocks:
            x = block(x)
        return self.classes(self.norm(x).mean(1))


def lenet():
    return nn.Sequential(nn.Conv2d(1, 32, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 5), nn.ReLU(),
                         nn.MaxPool2d(2), nn.Flatten(), nn.Linear(1024, 128), nn.ReLU(), nn.Linear(128, 10))


def small():
    layers, inputs = [], 1
    for size in (32, 32, 0, 64, 64, 0):
        if size:
            layers += [nn.Conv2d(inputs, size, 3, padding=1), nn.BatchNorm2d(size), nn.ReLU()]
            inputs = size
        else:
            layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(3136, 128), nn.ReLU(), nn.Linear(128, 10))


def mlp():
    return nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10))


TASKS = {
    "lenet": (lenet, (BATCH, 1, 28, 28), True),
    "small": (small, (BATCH, 1, 28, 28), True),
    "resnet20": (lambda: CifarResNet(20), (BATCH, 3, 32, 32), True),
    "resnet20-eager": (lambda: CifarResNet(20), (BATCH, 3, 32, 32), True),
    "resnet20-adam": (lambda: CifarResNet(20), (BATCH, 3, 32, 32), True),
    "mobile": (mobile, (BATCH, 3, 32, 32), True),
    "mobile-eager": (mobile, (BATCH, 3, 32, 32), True),
    "transformer": (lambda: Transformer(4, 64, 4), (BATCH, 1, 28, 28), True),
    "mlp": (mlp, (BATCH, 784), True),
    "resnet18-1": (resnet18, (1, 3, 224, 224), False),
    "resnet18-8": (resnet18, (8, 3, 224, 224), False),
    "vgg16-1": (vgg16, (1, 3, 224, 224), False),
}


def safetensors(path):
    with open(path, "rb") as file:
        size = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(size))
        data = file.read()
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            numbers = numpy.frombuffer(data[begin:end], dtype=numpy.float32).reshape(entry["shape"])
            tensors[name] = torch.from_numpy(numbers.copy())
    return tensors


def peak():
    """The most memory that this process ever had, in megabytes; 0 where the system does not tell."""
    try:
        with open("/proc/self/status") as lines:
            return sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) // 1024
    except OSError:
        return 0


def measure(seconds, amount, unit, step):
    times, begin = [], time.perf_counter()
    while time.perf_counter() - begin < seconds or len(times) < 4:
        before = time.perf_counter()
        step()
        times.append(time.perf_counter() - before)
    print(f"{unit} {amount / statistics.median(times[len(times) // 2:]):.2f}")
    print(f"first {times[0]:.3f}")
    print(f"peak {peak()}")


def main():
    name, seconds, setting = sys.argv[1], float(sys.argv[2]), sys.argv[3]
    torch.manual_seed(1)
    if name.startswith("matmul-"):
        n = int(name[7:])
        a, b = torch.randn(n, n), torch.randn(n, n)
        measure(seconds, 2e-9 * n ** 3, "GFLOP/s", lambda: a @ b)
        return
    make, shape, training = TASKS[name]
    net, x = make(), torch.randn(shape)
    if len(sys.argv) > 4:
        state = safetensors(sys.argv[4])
        x = state.pop("x")
        net.load_state_dict(state, strict=False)
    if setting == "channels_last" and len(shape) == 4:
        net, x = net.to(memory_format=torch.channels_last), x.to(memory_format=torch.channels_last)
    run = torch.compile(net) if setting == "compile" else net
    if not training:
        net.eval()
        with torch.inference_mode():
            measure(seconds, shape[0], "img/s", lambda: run(x))
        return
    y = torch.arange(shape[0]) % 10
    rule = torch.optim.Adam(net.parameters(), 0.001) if name.endswith("adam") else \
        torch.optim.SGD(net.parameters(), 0.01, momentum=0.9)
    net.train()

    def step():
        rule.zero_grad()
        loss = F.cross_entropy(run(x), y)
        loss.backward()
        rule.step()
        return loss

    if len(sys.argv) > 4:
        for _ in range(10):
            print(f"loss {step().item():.6f}")
    else:
        measure(seconds, shape[0], "img/s", step)


main()
