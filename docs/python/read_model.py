"""Reads a model file with NumPy alone: python read_model.py digits.safetensors"""
import hashlib
import json
import struct
import sys

import numpy as np


def read(path):
    """The metadata, a dict of strings, and the tensors, a dict of arrays."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    metadata = header.pop("__metadata__")
    return metadata, {
        name: np.frombuffer(data[slice(*tensor["data_offsets"])], "<f4").reshape(tensor["shape"])
        for name, tensor in header.items()
    }


def is_intact(path):
    """Whether the file's bytes have the digest that its metadata claim."""
    with open(path, "rb") as file:
        content = file.read()
    claimed = read(path)[0]["cvae.sha256"].encode()
    return hashlib.sha256(content.replace(claimed, b"0" * 64, 1)).hexdigest().encode() == claimed


if __name__ == "__main__":
    metadata, tensors = read(sys.argv[1])
    print("intact" if is_intact(sys.argv[1]) else "damaged")
    print(json.dumps(json.loads(metadata["cvae.description"]), indent=2))
    for name, tensor in tensors.items():
        print(name, tensor.shape)
