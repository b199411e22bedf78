"""The library's random numbers (dev.cvae.random.RandomStream) in NumPy, to the last bit."""
import numpy as np

GAMMA = 0x9E3779B97F4A7C15
MASK = (1 << 64) - 1


def mix(z):
    """Mixer 13 of Stafford for SplitMix64, of an array of uint64."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def mix_one(number):
    return int(mix(np.array([number & MASK], np.uint64))[0])


def stream(seed, purpose):
    """The key of RandomStream.of(seed).split(purpose)."""
    name = 0xCBF29CE484222325  # FNV-1a
    for character in purpose:
        name = (name ^ ord(character)) * 0x100000001B3 & MASK
    return mix_one(mix_one(seed + GAMMA) ^ mix_one(name + GAMMA))


def normals(key, count):
    """The first numbers from N(0, 1) of a stream: AS 241 (Wichura 1988), PPND7."""
    positions = np.arange(1, count + 1, dtype=np.uint64)
    bits = mix(np.uint64(key) + positions * np.uint64(GAMMA))
    share = ((bits >> np.uint64(12)).astype(np.float64) + 0.5) * 2.0**-52
    q = share - 0.5
    r = 0.180625 - q * q
    middle = (
        q
        * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
        / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1.0)
    )
    root = np.sqrt(-np.log(np.where(q < 0, share, 1.0 - share)))
    r = root - 1.6
    near = (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777) / (
        (0.12021132975 * r + 0.73700164250) * r + 1.0
    )
    r = root - 5.0
    far = (((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150) / (
        (0.012258202635 * r + 0.24197894225) * r + 1.0
    )
    tail = np.where(q < 0, -1.0, 1.0) * np.where(root <= 5.0, near, far)
    return np.where(np.abs(q) <= 0.425, middle, tail).astype(np.float32)
