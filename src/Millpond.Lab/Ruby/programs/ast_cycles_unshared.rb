# A syntax tree is built and replaced, ten times. A node leaves eight hashes behind and keeps two empty ones of its own,
# which is what makes the heap of that slot size grow.
class Node
  def initialize
    @a = @b = @c = @d = @e = @f = @g = @h = nil
  end

  def fill(left, right, options, keywords)
    @a = left
    @b = right
    @c = options
    @d = keywords
  end
end

class Leaf
  def initialize
    @a = @b = nil
  end
end

NONE = {}.freeze
$tree = nil
cycle = 0
until cycle == 10
  tree = []
  built = 0
  until built == 20_000
    waste = {}; waste = {}; waste = {}; waste = {}; waste = {}; waste = {}; waste = {}; waste = {}
    node = Node.new
    node.fill(Leaf.new, Leaf.new, {}, {})
    tree << node
    built += 1
  end
  $tree = tree
  cycle += 1
end
