#!/usr/bin/env python3
"""The article's CVAE in PyTorch, timed, to hold `Speed` against.

    python article_cvae.py train FOLDER article|tuned|bf16 EPOCHS SEED [FILE]
    python article_cvae.py generate

FOLDER holds MNIST's four *-idx?-ubyte.gz files. `train` has three modes: article is a DataLoader over tensors and
Adam as it comes; tuned gathers each batch at once, fuses Adam and flushes denormal numbers; bf16 is tuned under the
processor's autocast. It saves the weights to FILE, if one is named. `generate` draws images in inference mode. Prints
JSON, an object a line. Needs torch.
"""
import contextlib
import gzip
import json
import pathlib
import platform
import statistics
import sys
import time

import torch
from torch import nn
from torch.nn import functional

BATCH = 128


def read(path, header):
    with gzip.open(path) as file:
        return torch.frombuffer(bytearray(file.read()), dtype=torch.uint8, offset=header)


def mnist(folder, part):
    images = read(folder / f"{part}-images-idx3-ubyte.gz", 16).view(-1, 784)
    labels = read(folder / f"{part}-labels-idx1-ubyte.gz", 8)
    return images / 255, torch.eye(10)[labels.long()]


def layers(*widths):
    pairs = zip(widths, widths[1:])
    return nn.Sequential(*(layer for a, b in pairs for layer in (nn.Linear(a, b), nn.ReLU())))


class Cvae(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = layers(794, 512, 512)
        self.mean, self.log_variance = nn.Linear(512, 256), nn.Linear(512, 256)
        self.decoder = nn.Sequential(layers(266, 512, 512), nn.Linear(512, 784))

    def negative_elbo(self, x, c):
        h = self.encoder(torch.cat([x, c], 1))
        mean, log_variance = self.mean(h), self.log_variance(h)
        z = mean + torch.exp(log_variance / 2) * torch.randn_like(mean)
        logits = self.decoder(torch.cat([z, c], 1)).float()
        mean, log_variance = mean.float(), log_variance.float()
        bce = functional.binary_cross_entropy_with_logits(logits, x, reduction="sum")
        return bce + (mean**2 + log_variance.exp() - 1 - log_variance).sum() / 2

    def generate(self, n):
        c = functional.one_hot(torch.arange(n) % 10, 10).float()
        return torch.sigmoid(self.decoder(torch.cat([torch.randn(n, 256), c], 1)))


def batches(mode, x, c):
    if mode == "article":
        data = torch.utils.data.TensorDataset(x, c)
        yield from torch.utils.data.DataLoader(data, BATCH, shuffle=True)
    else:
        for rows in torch.randperm(len(x)).split(BATCH):
            yield x[rows], c[rows]


def epoch(mode, model, adam, data):
    bf16 = torch.autocast("cpu", torch.bfloat16) if mode == "bf16" else contextlib.nullcontext()
    total = 0.0
    for x, c in batches(mode, *data):
        with bf16:
            loss = model.negative_elbo(x, c)
        adam.zero_grad()
        loss.backward()
        adam.step()
        total += loss.item()
    return total


def train(folder, mode, epochs, seed, file=None):
    torch.manual_seed(int(seed))
    torch.set_flush_denormal(mode != "article")
    data, test = (mnist(pathlib.Path(folder), part) for part in ("train", "t10k"))
    model = Cvae()
    adam = torch.optim.Adam(model.parameters(), lr=1e-3, fused=mode != "article")
    seconds = 0.0
    for i in range(1, int(epochs) + 1):
        begin = time.perf_counter()
        total = epoch(mode, model, adam, data)
        took = time.perf_counter() - begin
        seconds += took
        with torch.no_grad():
            test_loss = model.negative_elbo(*test).item() / len(test[0])
        say(epoch=i, epoch_samples_per_second=len(data[0]) / took, train_negative_elbo=total / len(data[0]),
            test_negative_elbo=test_loss)
    say(samples_per_second=len(data[0]) * int(epochs) / seconds, peak_mib=peak_mib(),
        torch=torch.__version__, Python=platform.python_version())
    if file:
        torch.save(model.state_dict(), file)


def generate():
    model = Cvae()
    with torch.inference_mode():
        one = median_seconds(lambda: model.generate(1), 200, 5_000)
        many = median_seconds(lambda: model.generate(10_000), 3, 15)
    say(one_image_us=one * 1e6, images_per_second=10_000 / many, torch=torch.__version__,
        Python=platform.python_version())


def median_seconds(call, warm_up, repeats):
    times = []
    for i in range(warm_up + repeats):
        begin = time.perf_counter()
        call()
        times.append(time.perf_counter() - begin)
    return statistics.median(times[warm_up:])


def peak_mib():
    status = pathlib.Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def say(**readings):
    print(json.dumps(readings), flush=True)


if __name__ == "__main__":
    {"train": train, "generate": generate}[sys.argv[1]](*sys.argv[2:])
