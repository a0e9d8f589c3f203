"""Successive over-relaxation, red-black: the points of one colour move together, past the mean of the other's."""
import numpy as np

import program

OMEGA = 1.7


def relax(grid, row, column):
    """Every second point of every second row, from (row, column) on."""
    rows, columns = slice(row, -1, 2), slice(column, -1, 2)
    centre = grid[rows, columns]
    height, width = centre.shape
    north = grid[row - 1:, columns][:2 * height:2]
    south = grid[row + 1:, columns][:2 * height:2]
    west = grid[rows, column - 1:][:, :2 * width:2]
    east = grid[rows, column + 1:][:, :2 * width:2]
    mean = 0.25 * (north + south + west + east)
    correction = OMEGA * (mean - centre)
    centre += correction
    return np.abs(correction).max()


def sweep(grid):
    red = relax(grid, 1, 1), relax(grid, 2, 2)
    black = relax(grid, 1, 2), relax(grid, 2, 1)
    return max(red + black)


def prepare(size):
    grid = np.zeros((size, size))
    grid[0, :] = 100.0
    grid[:, 0] = grid[:, -1] = 20.0
    grid[-1, :] = -50.0
    return (grid,)


def work(grid, iterations):
    for _ in range(iterations):
        change = sweep(grid)
    return grid, change


def check():
    for size in 12, 13:
        y, x = np.mgrid[0:size, 0:size].astype(float)
        harmonic = x * y + 3.0 * x - y
        started = harmonic.copy()
        started[1:-1, 1:-1] = 0.0
        solved, change = work(started, 120)
        assert change < 1e-10 and np.allclose(solved, harmonic, atol=1e-8)


if __name__ == "__main__":
    program.run(prepare, work, check, size=5000, iterations=8)
