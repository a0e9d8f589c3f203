# What lives moves from one slot size to the next: strings of 40 bytes, then hashes, then arrays of 30. In each phase
# every other object is garbage at once.
makers = [->(n) { "p" * 40 }, ->(n) { {} }, ->(n) { Array.new(30, n) }]
makers.each do |maker|
  kept = []
  done = 0
  until done == 120_000
    kept << maker.call(done)
    lost = maker.call(done)
    done += 1
  end
end
