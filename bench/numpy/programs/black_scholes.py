"""Black-Scholes: prices of European calls and puts, all options at once, day after day.

C = S N(d1) - K exp(-rT) N(d2), P by the mirrored formula, d1,2 = (ln(S/K) + (r +- v^2/2) T) / (v sqrt(T)).
"""
import math

import numpy as np

import program

RATE = 0.02
VOLATILITY = 0.30


def normal_cdf(x):
    """Abramowitz and Stegun 26.2.17; the error is below 7.5e-8."""
    k = 1.0 / (1.0 + 0.2316419 * np.abs(x))
    density = np.exp(-0.5 * x * x) / math.sqrt(2.0 * math.pi)
    series = k * (0.319381530 + k * (-0.356563782 + k * (1.781477937 + k * (-1.821255978 + k * 1.330274429))))
    tail = density * series
    return np.where(x >= 0.0, 1.0 - tail, tail)


def prices(spot, strike, years):
    spread = VOLATILITY * np.sqrt(years)
    d1 = (np.log(spot / strike) + (RATE + 0.5 * VOLATILITY**2) * years) / spread
    d2 = d1 - spread
    discounted = strike * np.exp(-RATE * years)
    call = spot * normal_cdf(d1) - discounted * normal_cdf(d2)
    put = discounted * normal_cdf(-d2) - spot * normal_cdf(-d1)
    return call, put


def prepare(options):
    random = np.random.default_rng(1)
    return random.uniform(50.0, 150.0, options), random.uniform(50.0, 150.0, options), random.uniform(0.5, 3.0, options)


def work(spot, strike, years, iterations):
    for day in range(iterations):
        call, put = prices(spot, strike, years - day / 365.0)
    return call, put


def check():
    spot, strike, years = prepare(100)
    call, put = prices(spot, strike, years)

    def cdf(x):
        return 0.5 * math.erfc(-x / math.sqrt(2.0))

    for s, k, t, c in zip(spot, strike, years, call):
        d1 = (math.log(s / k) + (RATE + VOLATILITY**2 / 2) * t) / (VOLATILITY * math.sqrt(t))
        exact = s * cdf(d1) - k * math.exp(-RATE * t) * cdf(d1 - VOLATILITY * math.sqrt(t))
        assert abs(c - exact) < 1e-4, (c, exact)
    parity = call - put - (spot - strike * np.exp(-RATE * years))
    assert np.abs(parity).max() < 1e-4


if __name__ == "__main__":
    program.run(prepare, work, check, options=8_000_000, iterations=3)
