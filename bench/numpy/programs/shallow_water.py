"""Shallow water: a drop in a square basin with walls, by the two-step Lax-Wendroff (Richtmyer) scheme.

Height h and momenta p = hu, q = hv obey  h_t + p_x + q_y = 0,
p_t + (p^2/h + g h^2/2)_x + (pq/h)_y = 0,  q_t + (pq/h)_x + (q^2/h + g h^2/2)_y = 0.
"""
import numpy as np

import program

GRAVITY = 9.81
RATIO = 0.1  # time step over cell width; waves need it below 1 / sqrt(2 g h)


def flux_x(h, p, q):
    u = p / h
    return p, p * u + 0.5 * GRAVITY * h * h, q * u


def flux_y(h, p, q):
    v = q / h
    return q, p * v, q * v + 0.5 * GRAVITY * h * h


def walls(h, p, q):
    """The outermost cells mirror the basin: nothing flows through a wall."""
    for field, across_rows, across_columns in (h, 1, 1), (p, -1, 1), (q, 1, -1):
        field[0, :], field[-1, :] = across_rows * field[1, :], across_rows * field[-2, :]
        field[:, 0], field[:, -1] = across_columns * field[:, 1], across_columns * field[:, -2]


def corners(field):
    return 0.25 * (field[1:, 1:] + field[1:, :-1] + field[:-1, 1:] + field[:-1, :-1])


def across_x(field):
    return 0.5 * (field[1:, 1:] + field[1:, :-1] - field[:-1, 1:] - field[:-1, :-1])


def across_y(field):
    return 0.5 * (field[1:, 1:] + field[:-1, 1:] - field[1:, :-1] - field[:-1, :-1])


def step(h, p, q):
    """Half a step to the corners of the cells, then with the fluxes found there a whole step in the cells."""
    walls(h, p, q)
    fields = h, p, q
    halves = [corners(field) - 0.5 * RATIO * (across_x(east) + across_y(south))
              for field, east, south in zip(fields, flux_x(*fields), flux_y(*fields))]
    for field, east, south in zip(fields, flux_x(*halves), flux_y(*halves)):
        field[1:-1, 1:-1] -= RATIO * (across_x(east) + across_y(south))


def prepare(size):
    line = np.linspace(-1.0, 1.0, size + 2)
    height = 1.0 + 0.4 * np.exp(-20.0 * ((line[:, np.newaxis] - 0.2)**2 + (line - 0.1)**2))
    return height, np.zeros_like(height), np.zeros_like(height)


def work(h, p, q, iterations):
    for _ in range(iterations):
        step(h, p, q)
    return h, p, q


def check():
    lake = np.full((12, 12), 2.0), np.zeros((12, 12)), np.zeros((12, 12))
    h, p, q = work(*lake, 10)
    assert np.allclose(h, 2.0) and not p.any() and not q.any()
    drop = prepare(60)
    volume = drop[0][1:-1, 1:-1].sum()
    h, p, q = work(*drop, 1000)
    assert abs(h[1:-1, 1:-1].sum() - volume) < 1e-9 * volume and 0.9 < h.min() and h.max() < 1.4
    centred = 1.0 + 1e-6 * np.cos(np.pi * (np.arange(-1, 65)[:, np.newaxis] + 0.5) / 64) * np.ones(66)
    h, p, q = work(centred, np.zeros((66, 66)), np.zeros((66, 66)), 100)  # a standing wave: cos(sqrt(g h) k t)
    amplitude = 1e-6 * np.cos(np.sqrt(GRAVITY) * np.pi / 64 * 100 * RATIO)
    assert abs((h[1, 1] - 1.0) - amplitude) < 0.02e-6


if __name__ == "__main__":
    program.run(prepare, work, check, size=2500, iterations=4)
