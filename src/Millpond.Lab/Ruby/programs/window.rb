# A window slides: of 2,000,000 strings of 100 bytes the last 50,000 live, each just long enough to become old.
kept = Array.new(50_000)
done = 0
until done == 2_000_000
  kept[done % 50_000] = "x" * 100
  done += 1
end
