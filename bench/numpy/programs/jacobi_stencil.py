"""Jacobi stencil: steady heat in a plate; every inner point becomes the mean of its four neighbours."""
import numpy as np

import program


def step(grid):
    centre = grid[1:-1, 1:-1]
    north, south = grid[:-2, 1:-1], grid[2:, 1:-1]
    west, east = grid[1:-1, :-2], grid[1:-1, 2:]
    mean = 0.25 * (north + south + west + east)
    change = np.abs(mean - centre).max()
    centre[...] = mean
    return change


def prepare(size):
    grid = np.zeros((size, size))
    grid[0, :] = 100.0
    grid[:, 0] = grid[:, -1] = 20.0
    grid[-1, :] = -50.0
    return (grid,)


def work(grid, iterations):
    for _ in range(iterations):
        change = step(grid)
    return grid, change


def check():
    y, x = np.mgrid[0:12, 0:12].astype(float)
    harmonic = x * y + 3.0 * x - y
    fixed = harmonic.copy()
    assert step(fixed) < 1e-12 and np.allclose(fixed, harmonic, atol=1e-12)
    started = harmonic.copy()
    started[1:-1, 1:-1] = 0.0
    solved, change = work(started, 2000)
    assert change < 1e-10 and np.allclose(solved, harmonic, atol=1e-8)


if __name__ == "__main__":
    program.run(prepare, work, check, size=4000, iterations=20)
