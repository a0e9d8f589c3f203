# 100,000 objects of five slot sizes live; 1,500,000 times a new one takes the place of one that a generator of
# pseudo-random numbers picks.
kept = Array.new(100_000)
state = 12345
done = 0
until done == 1_600_000
  state = (state * 1103515245 + 12345) & 0x7fffffff
  place = done < 100_000 ? done : state % 100_000
  case state >> 8 & 7
  when 0, 1, 2 then kept[place] = Object.new
  when 3 then kept[place] = "y" * 40
  when 4 then kept[place] = {}
  when 5 then kept[place] = [1, 2, 3, 4, 5, 6]
  when 6 then kept[place] = "z" * 200
  else kept[place] = "w" * 500
  end
  done += 1
end
