# Nothing lives: 3,000,000 empty hashes pass through one heap, which has no reason to grow.
done = 0
until done == 3_000_000
  hash = {}
  done += 1
end
