# An application: 200,000 objects that stay from boot, then 3,000,000 small ones that nobody keeps.
booted = []
done = 0
until done == 100_000
  booted << [done, done, done, done] << "boot #{done}"
  done += 1
end
done = 0
until done == 1_500_000
  pair = [done]; word = "s"
  done += 1
end
