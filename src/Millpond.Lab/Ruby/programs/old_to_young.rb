# 50,000 old objects; 2,000,000 stores of a new object into one of them: each store is for the remembered set.
class Holder
  attr_writer :held

  def initialize
    @held = nil
  end
end

old = Array.new(50_000) { Holder.new }
4.times { GC.start }
done = 0
until done == 2_000_000
  old[(done * 7919) % 50_000].held = [done]
  done += 1
end
