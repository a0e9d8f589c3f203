"""Lattice Boltzmann D3Q19: a body force drives a fluid through a block of random solid cells that bounce it back."""
import itertools

import numpy as np

import program

VELOCITIES = np.array(sorted((c for c in itertools.product((-1, 0, 1), repeat=3) if np.abs(c).sum() < 3),
                             key=lambda c: np.abs(c).sum()))
OPPOSITE = [int(np.flatnonzero((VELOCITIES == -c).all(axis=1))[0]) for c in VELOCITIES]
WEIGHTS = np.array([1 / 3] + 6 * [1 / 18] + 12 * [1 / 36])
RELAXATION = 1.0
FORCE = 1e-5  # along x, per step and unit of density


def directions(values):
    return values.reshape(-1, 1, 1, 1)


def equilibrium(density, velocity):
    speed = (velocity * velocity).sum(axis=0)
    along = np.tensordot(VELOCITIES.astype(float), velocity, axes=1)
    return directions(WEIGHTS) * density * (1.0 + 3.0 * along + 4.5 * along * along - 1.5 * speed)


def moments(f):
    density = f.sum(axis=0)
    return density, np.tensordot(VELOCITIES.T.astype(float), f, axes=1) / density


def step(f, solid):
    density, velocity = moments(f)
    collided = f - (f - equilibrium(density, velocity)) / RELAXATION
    collided += directions(3.0 * FORCE * WEIGHTS * VELOCITIES[:, 0]) * density
    bounced = np.where(solid, f[OPPOSITE], collided)
    return np.stack([np.roll(population, tuple(c), axis=(0, 1, 2)) for population, c in zip(bounced, VELOCITIES)])


def prepare(nx, ny, nz):
    solid = np.random.default_rng(9).random((nx, ny, nz)) < 0.05
    return equilibrium(np.ones(solid.shape), np.zeros((3, *solid.shape))), solid


def work(f, solid, iterations):
    for _ in range(iterations):
        f = step(f, solid)
    return f


def check():
    f, solid = prepare(8, 7, 6)
    mass = f.sum()
    f = work(f, solid, 30)
    assert abs(f.sum() - mass) < 1e-9 * mass
    height = 9  # flow between two plates: a parabola, half a cell wider than the fluid on both sides
    solid = np.zeros((2, height + 2, 2), dtype=bool)
    solid[:, 0] = solid[:, -1] = True
    f = work(equilibrium(np.ones(solid.shape), np.zeros((3, *solid.shape))), solid, 1500)
    density, velocity = moments(f)
    y = np.arange(1, height + 1) - 0.5
    viscosity = (RELAXATION - 0.5) / 3.0
    parabola = FORCE / (2.0 * viscosity) * y * (height - y)
    assert np.allclose(velocity[0, 0, 1:-1, 0] + 0.5 * FORCE, parabola, rtol=0.02)


if __name__ == "__main__":
    program.run(prepare, work, check, nx=120, ny=100, nz=100, iterations=5)
