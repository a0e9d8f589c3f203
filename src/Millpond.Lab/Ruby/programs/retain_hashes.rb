# Everything lives: 300,000 empty hashes, and a heap that only grows.
$kept = []
done = 0
until done == 300_000
  $kept << {}
  done += 1
end
