#!/usr/bin/env python3
"""The matrix products of the article's model alone: what an epoch could not be faster than without another product.

    python matrix_products.py EPOCHS

For each layer, forward, gradient by the weights and, but for the first, gradient by what came in; batches of 128,
float32, written into arrays that are there already. Prints one JSON object. Needs torch.
"""
import json
import sys
import time

import torch

BATCH, ROWS = 128, 60_000
LAYERS = [(794, 512), (512, 512), (512, 256), (512, 256), (266, 512), (512, 512), (512, 784)]  # inputs, outputs


def products():
    calls = []
    for i, (inputs, outputs) in enumerate(LAYERS):
        x, y = torch.randn(BATCH, inputs), torch.randn(BATCH, outputs)
        w = torch.randn(outputs, inputs)
        calls.append((x, w.t(), torch.empty(BATCH, outputs)))
        calls.append((y.t(), x, torch.empty(outputs, inputs)))
        if i > 0:
            calls.append((y, w, torch.empty(BATCH, inputs)))
    return calls


def seconds(calls, steps):
    begin = time.perf_counter()
    for _ in range(steps):
        for a, b, out in calls:
            torch.mm(a, b, out=out)
    return time.perf_counter() - begin


@torch.inference_mode()
def main(epochs):
    torch.set_flush_denormal(True)
    steps = -(-ROWS // BATCH)
    calls = products()
    seconds(calls, steps // 2)
    print(json.dumps(dict(epoch_seconds=seconds(calls, epochs * steps) / epochs, torch=torch.__version__)))


if __name__ == "__main__":
    main(int(sys.argv[1]))
