"""The ELBO of a model on a folder of idx files, from the same noise as the library's.

    python elbo.py digits.safetensors FOLDER --rows 1000     what cvae evaluate --limit 1000 prints
"""
import argparse
import gzip
import json
import pathlib

import article_vae
import numpy as np
import torch
from random_stream import normals, stream


def idx(folder, part, kind):
    """One of the four files that MNIST and its like have, plain or gzip."""
    paths = sorted(pathlib.Path(folder).glob(f"{part}-{kind}-idx*-ubyte*"))
    if not paths:
        raise SystemExit(f"the folder {folder} must have a file {part}-{kind}-idx…-ubyte, has none")
    content = paths[0].read_bytes()
    content = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
    values = np.frombuffer(content, np.uint8, offset=4 + 4 * content[3])
    return values.reshape(int.from_bytes(content[4:8], "big"), -1)


def rows(folder, part, count, classes):
    """x in [0, 1], (rows, features), and c one-hot, (rows, classes)."""
    x = torch.tensor(idx(folder, part, "images")[:count].astype(np.float32) / 255)
    labels = torch.tensor(idx(folder, part, "labels")[:count, 0].astype(np.int64))
    return x, torch.nn.functional.one_hot(labels, classes).float()


def elbo(model, x, c, seed=0):
    """ELBO and KL in nats per example, one z each: what GenerativeModel.evaluate(data, seed) gives."""
    with torch.no_grad():
        mean, log_variance = model.encode(x, c)
        noise = torch.tensor(normals(stream(seed, "evaluation"), mean.numel())).view_as(mean)
        z = mean + (0.5 * log_variance).exp() * noise
        logits = model.logits(z, c)
        bce = torch.nn.functional.binary_cross_entropy_with_logits(logits, x, reduction="none")
        kl = 0.5 * (mean**2 + log_variance.exp() - 1 - log_variance)
        kl_each, bce_each = kl.sum(1).double(), bce.sum(1).double()
    return {"elbo": -(bce_each + kl_each).mean().item(), "kl": kl_each.mean().item()}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model")
    parser.add_argument("folder")
    parser.add_argument("--part", default="t10k", help="train or t10k")
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    model = article_vae.load(arguments.model)
    if not model.bce:
        raise SystemExit("the model must have BCE as its reconstruction loss")
    x, c = rows(arguments.folder, arguments.part, arguments.rows, model.classes)
    print(json.dumps({"examples": len(x), **elbo(model, x, c, arguments.seed)}))
