"""Fast Fourier transform, radix 2 (Stockham: no bit reversal), one stage of butterflies at a time."""
import numpy as np

import program


def transform(signal):
    """The discrete Fourier transform of a signal whose length is a power of two."""
    data = signal.reshape(-1, 1)
    while len(data) > 1:
        half = len(data) // 2
        twiddle = np.exp(-1j * np.pi * np.arange(half) / half)[:, np.newaxis]
        upper, lower = data[:half], data[half:]
        even = upper + lower
        odd = (upper - lower) * twiddle
        data = np.stack((even, odd), axis=1).reshape(half, -1)
    return data[0]


def prepare(log2_size):
    random = np.random.default_rng(12)
    size = 2**log2_size
    return (random.standard_normal(size) + 1j * random.standard_normal(size),)


def work(signal, iterations):
    for _ in range(iterations):
        spectrum = transform(signal)
    return spectrum


def check():
    for log2_size in 0, 1, 2, 10:
        (signal,) = prepare(log2_size)
        assert np.allclose(transform(signal), np.fft.fft(signal))
    impulse = np.zeros(8, dtype=complex)
    impulse[1] = 1.0
    assert np.allclose(transform(impulse), np.exp(-2j * np.pi * np.arange(8) / 8))


if __name__ == "__main__":
    program.run(prepare, work, check, log2_size=22, iterations=4)
