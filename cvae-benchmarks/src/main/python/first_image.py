#!/usr/bin/env python3
"""Loads the weights that `article_cvae.py` saved, generates one seven and prints it.

    python first_image.py FILE

From the start of the process to the first character is what `Speed` holds the library's start against. Needs torch.
"""
import sys

import torch

from article_cvae import Cvae


@torch.inference_mode()
def main(file):
    model = Cvae()
    model.load_state_dict(torch.load(file, weights_only=True))
    z_and_label = torch.cat([torch.randn(1, 256), torch.eye(10)[7:8]], 1)
    image = torch.sigmoid(model.decoder(z_and_label)).view(28, 28).tolist()
    print("\n".join("".join("#" if pixel > 0.5 else "." for pixel in row) for row in image))


if __name__ == "__main__":
    main(sys.argv[1])
