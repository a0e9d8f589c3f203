"""Single expressions in a loop, for `rivals`: expressions.py square_plus | three_temporaries | copy"""
import sys

import numpy as np

import program


def square_plus(a, b):
    return (a * b)**2 + 3


def three_temporaries(a, b):
    t = a * b
    u = t + a
    v = u * b
    return v


def copy(a, b):
    return a.copy()


EXPRESSIONS = {function.__name__: function for function in (square_plus, three_temporaries, copy)}


def main(name):
    evaluate = EXPRESSIONS[name]

    def prepare(elements):
        random = np.random.default_rng(15)
        a, b = random.random(elements), random.random(elements)
        evaluate(a, b)  # the first evaluation touches memory for the first time on every side
        return a, b

    def work(a, b, iterations):
        for _ in range(iterations):
            answer = evaluate(a, b)
        return answer

    program.run(prepare, work, check, name=name, elements=10_000_000, iterations=20)


def check():
    a, b = np.array([1.0, 2.0]), np.array([3.0, 4.0])
    assert square_plus(a, b).tolist() == [12.0, 67.0]
    assert three_temporaries(a, b).tolist() == [12.0, 40.0]
    assert copy(a, b).tolist() == [1.0, 2.0]


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in EXPRESSIONS:
        sys.exit(f"expressions: name one of {', '.join(EXPRESSIONS)} first")
    main(sys.argv.pop(1))
