#!/usr/bin/env python3
"""The matrix products of the article's model alone: what could not be faster without other products.

    python matrix_products.py epochs N
    python matrix_products.py images

Of an epoch: for each layer, forward, gradient by the weights and, but for the first, gradient by what came in, in
batches of 128. Of 10,000 images: the decoder's layers, forward. All float32, written into arrays that are there
already. Prints one JSON object. Needs torch.
"""
import json
import statistics
import sys
import time

import torch

BATCH, ROWS, IMAGES = 128, 60_000, 10_000
LAYERS = [(794, 512), (512, 512), (512, 256), (512, 256), (266, 512), (512, 512), (512, 784)]  # inputs, outputs
DECODER = LAYERS[4:]


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


def epoch(epochs):
    steps = -(-ROWS // BATCH)
    calls = products()
    seconds(calls, steps // 2)
    return dict(epoch_seconds=seconds(calls, epochs * steps) / epochs)


def images():
    calls = [(torch.randn(IMAGES, i), torch.randn(o, i).t(), torch.empty(IMAGES, o)) for i, o in DECODER]
    seconds(calls, 3)
    return dict(images_per_second=IMAGES / statistics.median(seconds(calls, 1) for _ in range(15)))


@torch.inference_mode()
def main(what, *epochs):
    torch.set_flush_denormal(True)
    readings = images() if what == "images" else epoch(int(*epochs))
    print(json.dumps(dict(readings, torch=torch.__version__)))


if __name__ == "__main__":
    main(*sys.argv[1:])
