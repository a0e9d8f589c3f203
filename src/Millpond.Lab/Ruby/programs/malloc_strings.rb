# The slots are few, the bytes many: 60,000 strings of 10,000 bytes, of which 200 live. malloc asks for the collections.
kept = Array.new(200)
done = 0
until done == 60_000
  kept[done % 200] = "m" * 10_000
  done += 1
end
