#!/usr/bin/env python3
"""The article's CVAE under MSE in PyTorch, to hold `Figures mse` against.

    python mse_cvae.py FOLDER EPOCHS SEED

FOLDER holds MNIST's four *-idx?-ubyte.gz files. Prints, for each epoch, half the squared error and the
KL divergence on the test set, in nats per example. Needs numpy and torch.
"""
import gzip
import pathlib
import sys

import numpy as np
import torch
from torch import nn


def read(path, header):
    with gzip.open(path) as file:
        return np.frombuffer(file.read(), np.uint8, offset=header)


def mnist(folder, part):
    images = read(folder / f"{part}-images-idx3-ubyte.gz", 16).reshape(-1, 784)
    labels = read(folder / f"{part}-labels-idx1-ubyte.gz", 8)
    return torch.tensor(images / np.float32(255)), torch.eye(10)[torch.tensor(labels, dtype=torch.long)]


def layers(*widths):
    pairs = zip(widths, widths[1:])
    return nn.Sequential(*(layer for a, b in pairs for layer in (nn.Linear(a, b), nn.ReLU())))


class Cvae(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = layers(794, 512, 512)
        self.heads = nn.ModuleList([nn.Linear(512, 256), nn.Linear(512, 256)])
        self.decoder = nn.Sequential(layers(266, 512, 512), nn.Linear(512, 784))

    def terms(self, x, c):
        h = self.encoder(torch.cat([x, c], 1))
        mean, log_variance = (head(h) for head in self.heads)
        z = mean + torch.exp(log_variance / 2) * torch.randn_like(mean)
        f = self.decoder(torch.cat([z, c], 1))
        kl = (mean**2 + log_variance.exp() - 1 - log_variance).sum() / 2
        return ((x - f) ** 2).sum() / 2, kl


def main(folder, epochs, seed):
    torch.manual_seed(seed)
    torch.set_flush_denormal(True)
    train, test = mnist(folder, "train"), mnist(folder, "t10k")
    model = Cvae()
    adam = torch.optim.Adam(model.parameters(), lr=1e-3, fused=True)
    for epoch in range(1, epochs + 1):
        for rows in torch.randperm(60_000).split(128):
            adam.zero_grad()
            (sum(model.terms(train[0][rows], train[1][rows])) / len(rows)).backward()
            adam.step()
        with torch.no_grad():
            reconstruction, kl = (term.item() / 10_000 for term in model.terms(*test))
        print(f"| {epoch} | {reconstruction + kl:.3f} | {reconstruction:.3f} | {kl:.3f} |", flush=True)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
