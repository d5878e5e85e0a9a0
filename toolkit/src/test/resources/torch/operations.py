"""Writes operations.json: operations computed by PyTorch 2.13, with gradients, from a fixed seed.

    python operations.py > operations.json
"""

import json

import torch
import torch.nn.functional as F

torch.manual_seed(2026)
torch.set_default_dtype(torch.float64)
cases = []


def numbers(x):
    return {"shape": list(x.shape), "values": [float("%.8g" % v) for v in x.detach().flatten()]}


def case(op, f, inputs, fixed=None, **params):
    """y = f(inputs) and the gradients of sum(y * g) by all inputs; `fixed` have no gradient."""
    for x in inputs.values():
        # What is written is what was computed with.
        x.data = torch.tensor([float("%.5g" % v) for v in x.flatten()]).reshape(x.shape)
        x.requires_grad_()
    fixed = fixed or {}
    y = f(*inputs.values(), *fixed.values())
    g = torch.tensor([float("%.3g" % v) for v in torch.randn(y.numel())]).reshape(y.shape)
    grads = {}
    if y.requires_grad:
        found = torch.autograd.grad((y * g).sum(), list(inputs.values()))
        grads = {name: numbers(v) for name, v in zip(inputs, found)}
    cases.append({
        "op": op,
        "params": params,
        "inputs": {name: numbers(x) for name, x in {**inputs, **fixed}.items()},
        "y": numbers(y),
        "g": numbers(g),
        "grads": grads,
    })


r = torch.randn

for stride, padding, dilation, groups in [(1, 0, 1, 1), (2, 1, 1, 1), (1, 2, 2, 1), (3, 1, 1, 2), (2, 2, 2, 2)]:
    p = dict(stride=stride, padding=padding, dilation=dilation, groups=groups)
    case("conv2d", lambda x, w, b: F.conv2d(x, w, b, **p),
         dict(x=r(2, 4, 7, 8), w=r(6, 4 // groups, 3, 2), b=r(6)), **p)
    case("conv1d", lambda x, w: F.conv1d(x, w, **p), dict(x=r(2, 4, 9), w=r(6, 4 // groups, 3)), **p)

for mode in ["circular", "reflect", "replicate"]:
    case("conv2d_padded", lambda x, w: F.conv2d(F.pad(x, (2, 2, 2, 2), mode=mode), w),
         dict(x=r(1, 2, 5, 6), w=r(3, 2, 3, 3)), mode=mode, padding=2)

for stride, padding, dilation, groups, extra in [(1, 0, 1, 1, 0), (2, 1, 1, 1, 1), (3, 0, 1, 2, 2), (2, 2, 2, 1, 0)]:
    p = dict(stride=stride, padding=padding, dilation=dilation, groups=groups)
    case("conv_transpose2d", lambda x, w: F.conv_transpose2d(x, w, output_padding=extra, **p),
         dict(x=r(2, 4, 4, 5), w=r(4, 6 // groups, 3, 3)), output_padding=extra, **p)

for kernel, stride, padding, dilation, ceil in [(2, 2, 0, 1, False), (3, 2, 1, 1, True), (3, 1, 1, 2, False), (2, 3, 0, 1, True)]:
    case("max_pool2d", lambda x: F.max_pool2d(x, kernel, stride, padding, dilation, ceil),
         dict(x=r(2, 3, 8, 7)), kernel=kernel, stride=stride, padding=padding, dilation=dilation, ceil=ceil)
for kernel, stride, padding, ceil, counted in [(2, 2, 0, False, True), (3, 2, 1, True, True), (3, 2, 1, True, False), (3, 1, 1, False, False)]:
    case("avg_pool2d", lambda x: F.avg_pool2d(x, kernel, stride, padding, ceil, counted),
         dict(x=r(2, 3, 8, 7)), kernel=kernel, stride=stride, padding=padding, ceil=ceil, counted=counted)
for rows, columns in [(1, 1), (3, 2), (5, 7)]:
    case("adaptive_avg_pool2d", lambda x: F.adaptive_avg_pool2d(x, (rows, columns)), dict(x=r(2, 2, 7, 9)), rows=rows, columns=columns)
    case("adaptive_max_pool2d", lambda x: F.adaptive_max_pool2d(x, (rows, columns)), dict(x=r(2, 2, 7, 9)), rows=rows, columns=columns)

case("batch_norm", lambda x, weight, bias: F.batch_norm(x, None, None, weight, bias, True),
     dict(x=r(4, 3, 2, 3), weight=r(3), bias=r(3)), training=True)
case("batch_norm", lambda x, weight, bias, running_mean, running_var: F.batch_norm(x, running_mean, running_var, weight, bias, False),
     dict(x=r(4, 3, 2, 3), weight=r(3), bias=r(3)), dict(running_mean=r(3), running_var=r(3).abs() + 0.5), training=False)
case("layer_norm", lambda x, weight, bias: F.layer_norm(x, (3, 4), weight, bias), dict(x=r(2, 5, 3, 4), weight=r(3, 4), bias=r(3, 4)))
case("group_norm", lambda x, weight, bias: F.group_norm(x, 2, weight, bias), dict(x=r(2, 6, 3, 2), weight=r(6), bias=r(6)), groups=2)
case("local_response_norm", lambda x: F.local_response_norm(x, 5, 0.3, 0.75, 2.0), dict(x=r(2, 7, 2, 3)), size=5, alpha=0.3, beta=0.75, k=2.0)
case("embedding", lambda weight, x: F.embedding(x.long(), weight), dict(weight=r(5, 3)), dict(x=torch.tensor([[1., 4.], [1., 0.]])))
case("linear", lambda x, weight, bias: F.linear(x, weight, bias), dict(x=r(2, 3, 4), weight=r(5, 4), bias=r(5)))

x = lambda: r(3, 4) * 2
for name, f in dict(
        gelu=F.gelu, gelu_tanh=lambda x: F.gelu(x, approximate="tanh"), silu=F.silu, softplus=F.softplus,
        hard_sigmoid=F.hardsigmoid, elu=lambda x: F.elu(x, 0.7), leaky_relu=lambda x: F.leaky_relu(x, 0.2),
        sigmoid=torch.sigmoid, tanh=torch.tanh, relu=F.relu, erf=torch.erf, softmax=lambda x: F.softmax(x, 0),
        log_softmax=lambda x: F.log_softmax(x, 1), sort=lambda x: x.sort(dim=0).values,
        top_k=lambda x: x.topk(2).values, cumsum=lambda x: x.cumsum(0), tril=lambda x: x.tril(1),
        triu=lambda x: x.triu(-1), unfold=lambda x: x.unfold(1, 2, 1), std=lambda x: x.std(1, unbiased=False),
        prod=lambda x: x.prod(1), max=lambda x: x.max(1).values, clamp=lambda x: x.clamp(-1, 1),
        flip=lambda x: x.flip(1)).items():
    case(name, f, dict(x=x()))
case("argsort", lambda x: x.argsort(stable=True).double(), {}, dict(x=r(3, 5)))

for equation, shapes in [("ij,jk->ik", [(2, 3), (3, 4)]), ("bij,bkj->bik", [(2, 3, 4), (2, 5, 4)]),
                         ("ijk->kj", [(2, 3, 4)]), ("ii->i", [(3, 3)]), ("i,j->ij", [(3,), (4,)]),
                         ("ij,ij->", [(2, 3), (2, 3)]), ("ab,bc,cd->da", [(2, 3), (3, 4), (4, 2)]),
                         ("bhi,hij,bj->bh", [(2, 3, 4), (3, 4, 2), (2, 2)])]:
    case("einsum", lambda *v: torch.einsum(equation, *v),
         {"abc"[i]: r(*shape) for i, shape in enumerate(shapes)}, equation=equation)

classes = torch.tensor([2., 0., 3.])
weights = torch.tensor([0.5, 2.0, 1.0, 1.5])
shares = F.softmax(r(3, 4), 1)
case("mse", lambda x, t: F.mse_loss(x, t), dict(x=x()), dict(t=r(3, 4)))
case("l1", lambda x, t: F.l1_loss(x, t), dict(x=x()), dict(t=r(3, 4)))
case("huber", lambda x, t: F.huber_loss(x, t, delta=0.8), dict(x=x()), dict(t=r(3, 4)), delta=0.8)
case("bce", lambda x, t: F.binary_cross_entropy(x, t), dict(x=torch.rand(3, 4)), dict(t=torch.rand(3, 4)))
case("bce_with_logits", lambda x, t: F.binary_cross_entropy_with_logits(x, t), dict(x=x()), dict(t=torch.rand(3, 4)))
for smoothing in [0, 0.2]:
    case("cross_entropy", lambda x, t: F.cross_entropy(x, t.long(), label_smoothing=smoothing), dict(x=x()), dict(t=classes), smoothing=smoothing)
    case("cross_entropy", lambda x, t: F.cross_entropy(x, t, label_smoothing=smoothing), dict(x=x()), dict(t=shares), smoothing=smoothing)
    case("cross_entropy", lambda x, t, weights: F.cross_entropy(x, t.long(), weights, label_smoothing=smoothing),
         dict(x=x()), dict(t=classes, weights=weights), smoothing=smoothing)
    case("cross_entropy", lambda x, t, weights: F.cross_entropy(x, t, weights, label_smoothing=smoothing),
         dict(x=x()), dict(t=shares, weights=weights), smoothing=smoothing)
case("nll", lambda x, t, weights: F.nll_loss(F.log_softmax(x, 1), t.long(), weights), dict(x=x()), dict(t=classes, weights=weights))
case("kl_div", lambda x, t: F.kl_div(F.log_softmax(x, 1), t, reduction="batchmean"), dict(x=x()), dict(t=shares))
case("multi_margin", lambda x, t: F.multi_margin_loss(x, t.long()), dict(x=x()), dict(t=classes))

print("[\n" + ",\n".join(json.dumps(one, separators=(",", ":")) for one in cases) + "\n]")
