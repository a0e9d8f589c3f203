"""Cloth: a square mesh of masses and springs, hung by its top row, falls (semi-implicit Euler)."""
import numpy as np

import program

STIFFNESS = 400.0
MASS = 0.1
GRAVITY = 9.81
DAMPING = 0.02
REST = 1.0
STEP = 0.002


def forces(position):
    """On each mass: its weight, and the pull of the springs along rows, columns and both diagonals."""
    force = np.zeros_like(position)
    force[1] -= MASS * GRAVITY
    fore, back, every = slice(1, None), slice(None, -1), slice(None)
    springs = [(every, fore, every, back, 1.0), (fore, every, back, every, 1.0),
               (fore, fore, back, back, 2.0**0.5), (fore, back, back, fore, 2.0**0.5)]
    for row, column, other_row, other_column, length in springs:
        across = position[:, row, column] - position[:, other_row, other_column]
        distance = np.sqrt((across**2).sum(axis=0))
        pull = STIFFNESS * (1.0 - length * REST / distance) * across
        force[:, row, column] -= pull
        force[:, other_row, other_column] += pull
    return force


def advance(position, velocity, pinned_rows):
    acceleration = forces(position) / MASS - DAMPING * velocity
    velocity = velocity + STEP * acceleration
    velocity[:, :pinned_rows] = 0.0
    return position + STEP * velocity, velocity


def prepare(size):
    position = np.zeros((3, size, size))
    position[0] = np.arange(size) * REST
    position[2] = np.arange(size)[:, np.newaxis] * REST
    position += np.random.default_rng(14).normal(scale=0.01, size=position.shape)
    return position, np.zeros_like(position)


def work(position, velocity, iterations):
    for _ in range(iterations):
        position, velocity = advance(position, velocity, pinned_rows=1)
    return position, velocity


def check():
    position, velocity = prepare(10)
    assert np.allclose(forces(position).sum(axis=(1, 2)), [0.0, -100 * MASS * GRAVITY, 0.0])
    hung, _ = work(position, velocity, 50)
    assert (hung[:, 0] == position[:, 0]).all() and hung[1, 1:].mean() < position[1, 1:].mean()
    pair = np.zeros((3, 1, 2))
    pair[0, 0] = 0.0, 1.5  # stretched by half: both ends are pulled together
    assert np.allclose(forces(pair)[0, 0], [STIFFNESS * 0.5, -STIFFNESS * 0.5])
    resting = np.zeros((3, 2, 2))
    resting[0], resting[2] = [[0, 1], [0, 1]], [[0, 0], [1, 1]]
    _, velocity = advance(resting, np.zeros_like(resting), pinned_rows=0)
    assert np.allclose(velocity[1], -GRAVITY * STEP) and np.allclose(velocity[[0, 2]], 0.0)


if __name__ == "__main__":
    program.run(prepare, work, check, size=2000, iterations=8)
