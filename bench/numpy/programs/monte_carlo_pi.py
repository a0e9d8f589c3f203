"""Monte Carlo pi: the share of random points of the unit square that lie in the quarter circle is pi / 4."""
import numpy as np

import program


def estimate(x, y):
    inside = x * x + y * y <= 1.0
    return 4.0 * np.count_nonzero(inside) / inside.size


def prepare(samples):
    return np.random.default_rng(4), samples


def work(random, samples, iterations):
    total = 0.0
    for _ in range(iterations):
        x = random.random(samples)
        y = random.random(samples)
        total += estimate(x, y)
    return np.float64(total / iterations)


def check():
    centres = (np.arange(1000) + 0.5) / 1000
    x, y = np.meshgrid(centres, centres)
    assert abs(estimate(x, y) - np.pi) < 1e-4
    assert estimate(np.array([0.0, 0.9, 0.6, 1.0]), np.array([0.0, 0.9, 0.6, 1.0])) == 2.0
    assert abs(work(*prepare(1_000_000), 2) - np.pi) < 0.01


if __name__ == "__main__":
    program.run(prepare, work, check, samples=20_000_000, iterations=15)
