#!/usr/bin/env python3
"""A plain VAE on digits binarised once, in PyTorch, to hold `FixedBinarised` against.

    python fixed_binarised.py FOLDER EPOCHS SEED

FOLDER holds MNIST's four *-idx?-ubyte.gz files. 784-400-z40, ReLU, Adam 1e-4, batches of 100. Prints the test
set's -ELBO and its negative log-likelihood with 200 importance samples, in nats per example. Needs numpy and torch.
"""
import gzip
import math
import pathlib
import sys

import numpy as np
import torch
from torch import nn


def digits(folder, part, random):
    with gzip.open(folder / f"{part}-images-idx3-ubyte.gz") as file:
        greys = np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, 784) / 255
    return torch.tensor((random.random(greys.shape) < greys).astype(np.float32))


class Vae(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(784, 400), nn.ReLU())
        self.heads = nn.ModuleList([nn.Linear(400, 40), nn.Linear(400, 40)])
        self.decoder = nn.Sequential(nn.Linear(40, 400), nn.ReLU(), nn.Linear(400, 784))

    def posterior(self, x):
        h = self.encoder(x)
        mean, log_variance = (head(h) for head in self.heads)
        return torch.distributions.Normal(mean, torch.exp(log_variance / 2))

    def log_likelihood(self, x, z):
        logits = self.decoder(z)
        return (logits * x - nn.functional.softplus(logits)).sum(-1)

    def elbo(self, x):
        q = self.posterior(x)
        kl = (q.mean**2 + q.variance - 1 - q.variance.log()).sum(-1) / 2
        return self.log_likelihood(x, q.rsample()) - kl

    def importance_sampled(self, x, samples):
        q = self.posterior(x)
        z = q.sample((samples,))
        prior = torch.distributions.Normal(0.0, 1.0)
        weights = self.log_likelihood(x, z) + (prior.log_prob(z) - q.log_prob(z)).sum(-1)
        return weights.logsumexp(0) - math.log(samples)


def main(folder, epochs, seed):
    torch.manual_seed(seed)
    torch.set_flush_denormal(True)
    random = np.random.default_rng(seed)
    train, test = digits(folder, "train", random), digits(folder, "t10k", random)
    model = Vae()
    adam = torch.optim.Adam(model.parameters(), lr=1e-4, fused=True)
    steps = torch.optim.lr_scheduler.MultiStepLR(adam, [200, 350], 10 ** (-1 / 5))
    for _ in range(epochs):
        for rows in torch.randperm(len(train)).split(100):
            adam.zero_grad()
            (-model.elbo(train[rows]).mean()).backward()
            adam.step()
        steps.step()
    with torch.no_grad():
        elbo = torch.cat([model.elbo(x) for x in test.split(500)]).mean()
        log_p = torch.cat([model.importance_sampled(x, 200) for x in test.split(50)]).mean()
    print(f"-ELBO {-elbo:.2f}, negative log-likelihood {-log_p:.2f} nats")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
