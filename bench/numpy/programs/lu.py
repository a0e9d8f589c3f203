"""LU factors in place, without pivoting (the matrix is diagonally dominant): a rank-one update for each column.

`iterations` is how many columns are eliminated; as many as the matrix has less one give the whole factorisation.
"""
import numpy as np

import program


def eliminate(matrix, column):
    below = slice(column + 1, None)
    multipliers = matrix[below, column] / matrix[column, column]
    update = np.outer(multipliers, matrix[column, below])
    matrix[below, below] -= update
    matrix[below, column] = multipliers


def prepare(size):
    matrix = np.random.default_rng(13).random((size, size))
    matrix[np.diag_indices(size)] += size
    return (matrix,)


def work(matrix, iterations):
    for column in range(min(iterations, len(matrix) - 1)):
        eliminate(matrix, column)
    return matrix


def check():
    (matrix,) = prepare(50)
    factors = work(matrix.copy(), 49)
    lower, upper = np.tril(factors, -1) + np.eye(50), np.triu(factors)
    assert np.allclose(lower @ upper, matrix)
    small = work(np.array([[2.0, 1.0], [6.0, 8.0]]), 1)
    assert small.tolist() == [[2.0, 1.0], [3.0, 5.0]]


if __name__ == "__main__":
    program.run(prepare, work, check, size=4000, iterations=100)
