"""Trains the article's network in PyTorch and saves its state dict, for the library to read.

    python train_article.py FOLDER --out state --epochs 1      writes state.npz and state.safetensors

Prints the ELBO on the test part, from the noise with which the library's evaluate(data, 0) draws z.
"""
import argparse
import json
import struct

import elbo
import numpy as np
import torch
from torch import nn


class Model(nn.Module):
    """Under the names that the article's own code has: encoder, mu, log_var, decoder."""

    def __init__(self, features, classes, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Linear(features + classes, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU()
        )
        self.mu = nn.Linear(hidden, latent)
        self.log_var = nn.Linear(hidden, latent)
        self.decoder = nn.Sequential(
            nn.Linear(latent + classes, hidden),
            nn.ReLU(),
            nn.Linear(hidden, hidden),
            nn.ReLU(),
            nn.Linear(hidden, features),
        )

    def encode(self, x, c):
        h = self.encoder(torch.cat([x, c], 1))
        return self.mu(h), self.log_var(h)

    def logits(self, z, c):
        return self.decoder(torch.cat([z, c], 1))


def loss(model, x, c):
    mean, log_variance = model.encode(x, c)
    z = mean + torch.randn_like(mean) * (0.5 * log_variance).exp()
    bce = nn.functional.binary_cross_entropy_with_logits(model.logits(z, c), x, reduction="sum")
    kl = 0.5 * (mean**2 + log_variance.exp() - 1 - log_variance).sum()
    return (bce + kl) / len(x)


def fit(model, x, c, epochs, batch):
    adam = torch.optim.Adam(model.parameters(), lr=1e-3)
    for _ in range(epochs):
        for chosen in torch.randperm(len(x)).split(batch):
            adam.zero_grad()
            loss(model, x[chosen], c[chosen]).backward()
            adam.step()


def save_safetensors(path, arrays):
    """The format's own layout: length of the header, header, values."""
    header, start = {}, 0
    for name, array in arrays.items():
        end = start + array.nbytes
        header[name] = {"dtype": "F32", "shape": array.shape, "data_offsets": [start, end]}
        start = end
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for array in arrays.values():
            file.write(array.tobytes())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", help="of idx files: MNIST, Fashion-MNIST, …")
    parser.add_argument("--out", default="state", help="the files' name, without an ending")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--hidden", type=int, default=512)
    parser.add_argument("--latent", type=int, default=256)
    parser.add_argument("--rows", type=int, default=60_000, help="at most, of each part")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    classes = int(elbo.idx(arguments.folder, "train", "labels").max()) + 1
    x, c = elbo.rows(arguments.folder, "train", arguments.rows, classes)
    model = Model(x.shape[1], classes, arguments.hidden, arguments.latent)
    fit(model, x, c, arguments.epochs, arguments.batch)
    arrays = {name: tensor.numpy() for name, tensor in model.state_dict().items()}
    np.savez(arguments.out + ".npz", **arrays)
    save_safetensors(arguments.out + ".safetensors", arrays)
    x, c = elbo.rows(arguments.folder, "t10k", arguments.rows, classes)
    print(json.dumps({"examples": len(x), **elbo.elbo(model, x, c)}))
