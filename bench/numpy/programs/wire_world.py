"""Wire world: heads become tails, tails copper, and copper with one or two heads around it a head."""
import numpy as np

import program

EMPTY, HEAD, TAIL, COPPER = (np.uint8(state) for state in range(4))


def step(world):
    """One generation; the outermost cells stay as they are."""
    heads = (world == HEAD).astype(np.uint8)
    beside = heads[:, :-2] + heads[:, 1:-1] + heads[:, 2:]
    around = beside[:-2] + beside[1:-1] + beside[2:]
    inner = world[1:-1, 1:-1]
    sparked = (inner == COPPER) & ((around == 1) | (around == 2))
    cooled = np.where(inner == HEAD, TAIL, np.where(inner == TAIL, COPPER, inner))
    following = world.copy()
    following[1:-1, 1:-1] = np.where(sparked, HEAD, cooled)
    return following


def prepare(size):
    drawn = np.frombuffer(np.random.default_rng(11).bytes(size * size), dtype=np.uint8)
    shares = np.repeat(np.array([EMPTY, HEAD, TAIL, COPPER]), [128, 12, 12, 104])  # of 256
    world = shares[drawn].reshape(size, size)
    world[[0, -1], :] = world[:, [0, -1]] = EMPTY
    return (world,)


def work(world, iterations):
    for _ in range(iterations):
        world = step(world)
    return world


def check():
    def draw(*rows):
        return np.array([[" Ht#".index(cell) for cell in row] for row in rows], dtype=np.uint8)

    wire = draw("        ", " tH#### ", "        ")
    assert (step(wire) == draw("        ", " #tH### ", "        ")).all()
    assert (work(wire, 4) == draw("        ", " ####tH ", "        ")).all()
    assert (work(wire, 6) == draw("        ", " ###### ", "        ")).all()
    crossing = draw("     ", " tH  ", " tH# ", " tH  ", "     ")  # three heads at once: the spark dies
    assert (step(crossing) == draw("     ", " #t  ", " #t# ", " #t  ", "     ")).all()
    joining = draw("     ", " tH  ", "   # ", " tH  ", "     ")  # two: it goes on
    assert (step(joining) == draw("     ", " #t  ", "   H ", " #t  ", "     ")).all()


if __name__ == "__main__":
    program.run(prepare, work, check, size=6000, iterations=10)
