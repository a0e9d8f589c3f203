"""k nearest neighbours by brute force: the distance from each query to every point, then the k smallest."""
import numpy as np

import program


def nearest(points, query, k):
    """Indexes of the k points nearest to `query`, nearest first; `points` holds a row per coordinate."""
    difference = points - query[:, np.newaxis]
    squares = difference**2
    distance = np.sqrt(squares.sum(axis=0))
    chosen = np.argpartition(distance, k - 1)[:k]
    return chosen[np.argsort(distance[chosen], kind="stable")]


def prepare(points, dimensions, neighbours):
    random = np.random.default_rng(2)
    return random.random((dimensions, points)), neighbours


def work(points, neighbours, iterations):
    queries = np.random.default_rng(3).random((iterations, len(points)))
    return np.array([nearest(points, query, neighbours) for query in queries])


def check():
    points, k = prepare(500, 4, 5)
    for query in np.random.default_rng(3).random((3, 4)):
        distances = [sum((a - b) ** 2 for a, b in zip(point, query)) for point in points.T.tolist()]
        expected = sorted(range(500), key=distances.__getitem__)[:k]
        assert nearest(points, query, k).tolist() == expected


if __name__ == "__main__":
    program.run(prepare, work, check, points=2_000_000, dimensions=10, neighbours=3, iterations=35)
