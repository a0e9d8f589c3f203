"""N-body: every body pulls every other one (direct summation, softened gravity), advanced by leapfrog."""
import numpy as np

import program

GRAVITY = 1.0
SOFTENING = 0.01
STEP = 1e-3


def accelerations(x, y, z, mass):
    dx = x[np.newaxis, :] - x[:, np.newaxis]
    dy = y[np.newaxis, :] - y[:, np.newaxis]
    dz = z[np.newaxis, :] - z[:, np.newaxis]
    squared = dx * dx + dy * dy + dz * dz + SOFTENING**2
    distance = np.sqrt(squared)
    pull = GRAVITY * mass / (squared * distance)
    return (pull * dx).sum(axis=1), (pull * dy).sum(axis=1), (pull * dz).sum(axis=1)


def prepare(bodies):
    random = np.random.default_rng(5)
    x, y, z = random.normal(size=(3, bodies))
    velocity = 0.1 * random.normal(size=(3, bodies))
    return x, y, z, velocity, random.uniform(0.5, 1.5, bodies) / bodies


def work(x, y, z, velocity, mass, iterations):
    u, v, w = velocity
    ax, ay, az = accelerations(x, y, z, mass)
    for _ in range(iterations):
        u, v, w = u + 0.5 * STEP * ax, v + 0.5 * STEP * ay, w + 0.5 * STEP * az
        x, y, z = x + STEP * u, y + STEP * v, z + STEP * w
        ax, ay, az = accelerations(x, y, z, mass)
        u, v, w = u + 0.5 * STEP * ax, v + 0.5 * STEP * ay, w + 0.5 * STEP * az
    return x, y, z, u, v, w


def check():
    zero = np.zeros(2)
    ax, ay, az = accelerations(np.array([0.0, 2.0]), zero, zero, np.array([1.0, 3.0]))
    softened = (4.0 + SOFTENING**2) ** 1.5
    assert np.allclose(ax, [3.0 * 2.0 / softened, -1.0 * 2.0 / softened]) and not ay.any() and not az.any()
    x, y, z, velocity, mass = prepare(40)
    before = (velocity * mass).sum(axis=1)
    after = [(mass * component).sum() for component in work(x, y, z, velocity, mass, 50)[3:]]
    assert np.allclose(before, after, atol=1e-12)


if __name__ == "__main__":
    program.run(prepare, work, check, bodies=3000, iterations=15)
