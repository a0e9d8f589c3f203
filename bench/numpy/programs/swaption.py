"""Swaption in the LIBOR market model: one-factor log-normal forward rates, all paths at once, spot measure.

dL_i / L_i = v sum_{k <= i} (d v L_k / (1 + d L_k)) dt + v dW  for the rates that have not been fixed yet; at expiry the
payer swaption is worth max(0, 1 - P_n - K d sum P_j), discounted by the rolled bank account.
"""
import math

import numpy as np

import program

ACCRUAL = 0.5
START = 0.05
STRIKE = 0.05
VOLATILITY = 0.20


def evolve(forwards, shocks):
    """One accrual period for every path; `forwards` holds a row per rate that is still to be fixed."""
    weight = ACCRUAL * forwards / (1.0 + ACCRUAL * forwards)
    drift = VOLATILITY**2 * np.cumsum(weight, axis=0)
    growth = np.exp((drift - 0.5 * VOLATILITY**2) * ACCRUAL + VOLATILITY * math.sqrt(ACCRUAL) * shocks)
    return forwards * growth


def payoff(forwards, strike):
    bonds = np.cumprod(1.0 / (1.0 + ACCRUAL * forwards), axis=0)
    swap = 1.0 - bonds[-1] - strike * ACCRUAL * bonds.sum(axis=0)
    return np.maximum(swap, 0.0)


def values(random, paths, expiry, tenor, strike=STRIKE):
    """The discounted payoff on each path; the swap starts after `expiry` periods and runs for `tenor` of them."""
    forwards = np.full((expiry + tenor, paths), START)
    account = np.ones(paths)
    for _ in range(expiry):
        account = account * (1.0 + ACCRUAL * forwards[0])
        forwards = evolve(forwards[1:], random.standard_normal(paths))
    return payoff(forwards, strike) / account


def prepare(paths, expiry, tenor):
    return np.random.default_rng(6), paths, expiry, tenor


def work(random, paths, expiry, tenor, iterations):
    return np.array([values(random, paths, expiry, tenor).mean() for _ in range(iterations)])


def check():
    caplet = values(np.random.default_rng(7), 200_000, 4, 1)  # a swap of one period is a caplet: Black's formula
    spread = VOLATILITY * math.sqrt(4 * ACCRUAL)
    d1 = (math.log(START / STRIKE) + spread**2 / 2) / spread
    first, second = (0.5 * math.erfc(-d / math.sqrt(2.0)) for d in (d1, d1 - spread))
    black = (START * first - STRIKE * second) * ACCRUAL / (1.0 + ACCRUAL * START)**5
    error = caplet.std() / math.sqrt(caplet.size)
    assert abs(caplet.mean() - black) < 4.0 * error, (caplet.mean(), black, error)
    certain = values(np.random.default_rng(8), 200_000, 4, 6, strike=0.0)  # never lapses: P(0, start) - P(0, end)
    bond = 1.0 / (1.0 + ACCRUAL * START)
    assert abs(certain.mean() - (bond**4 - bond**10)) < 4.0 * certain.std() / math.sqrt(certain.size)


if __name__ == "__main__":
    program.run(prepare, work, check, paths=250_000, expiry=10, tenor=20, iterations=3)
