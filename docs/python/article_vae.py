"""Rebuilds a model of fully connected layers in PyTorch, under the names of its file.

python article_vae.py digits.safetensors 7    decodes ten z as sevens, into decoded.npy
"""
import json
import sys

import numpy as np
import torch
from read_model import read
from torch import nn

ACTIVATIONS = {
    "relu": torch.relu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "softplus": nn.functional.softplus,
}


def layers(widths):
    return nn.ModuleList(nn.Linear(a, b) for a, b in zip(widths, widths[1:]))


class Cvae(nn.Module):
    def __init__(self, description):
        super().__init__()
        self.classes = sum(field["categories"] for field in description["conditions"])
        features = int(np.prod(description["shape"]))
        latent = description["latent"]
        encoder = [features + self.classes, *description["encoder"]["hidden"]]
        decoder = [latent + self.classes, *description["decoder"]["hidden"]]
        self.encoder_activation = ACTIVATIONS[description["encoder"]["activation"]]
        self.decoder_activation = ACTIVATIONS[description["decoder"]["activation"]]
        self.bce = description["reconstruction_loss"]["kind"] == "bce"
        self.encoder = nn.ModuleDict(
            {
                "hidden": layers(encoder),
                "mean": nn.Linear(encoder[-1], latent),
                "log_variance": nn.Linear(encoder[-1], latent),
            }
        )
        self.decoder = nn.ModuleDict(
            {"hidden": layers(decoder), "output": nn.Linear(decoder[-1], features)}
        )

    def encode(self, x, c):
        """Mean and log-variance of q(z|x,c), from x (batch, features) and one-hot c."""
        h = torch.cat([x, c], 1)
        for layer in self.encoder["hidden"]:
            h = self.encoder_activation(layer(h))
        return self.encoder["mean"](h), self.encoder["log_variance"](h)

    def logits(self, z, c):
        """The decoder's last layer, from z (batch, latent) and one-hot c."""
        h = torch.cat([z, c], 1)
        for layer in self.decoder["hidden"]:
            h = self.decoder_activation(layer(h))
        return self.decoder["output"](h)

    def decode(self, z, c):
        """The mean of p(x|z,c)."""
        output = self.logits(z, c)
        return torch.sigmoid(output) if self.bce else output


def require_simple(description):
    """What this script does not rebuild must not pass unseen."""
    simple = {
        "scaling": "scaling" not in description,
        "prior": description["prior"]["kind"] == "standard_normal",
        "loss": description["reconstruction_loss"]["kind"] in ("bce", "mse"),
        "networks": all(description[part]["kind"] == "mlp" for part in ("encoder", "decoder")),
        "conditions": all(f["kind"] == "category" for f in description["conditions"])
        and not {"field_encoders", "condition_dropout"} & description.keys(),
    }
    others = [name for name, is_simple in simple.items() if not is_simple]
    if others:
        raise ValueError(f"this script does not rebuild the model's {', '.join(others)}")


def load(path):
    metadata, tensors = read(path)
    description = json.loads(metadata["cvae.description"])
    require_simple(description)
    model = Cvae(description)
    # a fitted sampler says where z are drawn from, and changes neither networks nor ELBO
    weights = {n: torch.tensor(t) for n, t in tensors.items() if not n.startswith("sampler.")}
    model.load_state_dict(weights)
    return model.eval()


if __name__ == "__main__":
    model = load(sys.argv[1])
    c = torch.zeros(10, model.classes)
    c[:, int(sys.argv[2])] = 1
    with torch.no_grad():
        z = torch.randn(10, model.decoder["hidden"][0].in_features - model.classes)
        np.save("decoded.npy", model.decode(z, c).numpy())
