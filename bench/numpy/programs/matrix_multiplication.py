"""Matrix multiplication by broadcasting: all products of a strip of rows at once, then their sums (no BLAS)."""
import numpy as np

import program

STRIP_ROWS = 32


def multiply(left, right):
    columns = np.ascontiguousarray(right.T)
    strips = []
    for row in range(0, len(left), STRIP_ROWS):
        products = left[row:row + STRIP_ROWS, np.newaxis, :] * columns
        strips.append(products.sum(axis=2))
    return np.concatenate(strips)


def prepare(size):
    random = np.random.default_rng(10)
    return random.random((size, size)), random.random((size, size))


def work(left, right, iterations):
    for _ in range(iterations):
        answer = multiply(left, right)
    return answer


def check():
    left, right = prepare(75)
    assert np.allclose(multiply(left, right), left @ right)
    assert np.allclose(multiply(left, np.eye(75)), left)


if __name__ == "__main__":
    program.run(prepare, work, check, size=800, iterations=3)
