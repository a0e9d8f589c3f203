"""Lattice Boltzmann D2Q9: Taylor-Green vortices that decay in a periodic box (BGK collision)."""
import numpy as np

import program

VELOCITIES = np.array([[0, 0], [1, 0], [0, 1], [-1, 0], [0, -1], [1, 1], [-1, 1], [-1, -1], [1, -1]])
WEIGHTS = np.array([4 / 9] + 4 * [1 / 9] + 4 * [1 / 36])
RELAXATION = 0.8  # in steps; the viscosity is (RELAXATION - 1/2) / 3


def equilibrium(density, u, v):
    speed = u * u + v * v
    along = VELOCITIES[:, 0, None, None] * u + VELOCITIES[:, 1, None, None] * v
    weighted = WEIGHTS[:, None, None] * density
    return weighted * (1.0 + 3.0 * along + 4.5 * along * along - 1.5 * speed)


def moments(f):
    density = f.sum(axis=0)
    u = np.tensordot(VELOCITIES[:, 0].astype(float), f, axes=1) / density
    v = np.tensordot(VELOCITIES[:, 1].astype(float), f, axes=1) / density
    return density, u, v


def step(f):
    collided = f - (f - equilibrium(*moments(f))) / RELAXATION
    return np.stack([np.roll(population, (x, y), axis=(0, 1)) for population, (x, y) in zip(collided, VELOCITIES)])


def prepare(size, speed=0.05):
    angle = 2.0 * np.pi * np.arange(size) / size
    u = speed * np.cos(angle)[:, None] * np.sin(angle)
    v = -speed * np.sin(angle)[:, None] * np.cos(angle)
    return (equilibrium(np.ones((size, size)), u, v),)


def work(f, iterations):
    for _ in range(iterations):
        f = step(f)
    return moments(f)


def check():
    size, steps = 32, 100
    (f,) = prepare(size)
    mass, (_, before, _) = f.sum(), moments(f)
    density, u, v = work(f, steps)
    viscosity = (RELAXATION - 0.5) / 3.0
    decay = np.exp(-2.0 * viscosity * (2.0 * np.pi / size)**2 * steps)
    assert abs(density.sum() - mass) < 1e-9 * mass
    assert abs(np.abs(u).max() / np.abs(before).max() - decay) < 0.01 * decay


if __name__ == "__main__":
    program.run(prepare, work, check, size=1400, iterations=9)
