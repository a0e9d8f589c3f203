# Validates core and all of stdlib; prints the first line of each warning, and fails where there is an error.
require "rbs"
require "rbs/cli"

log = StringIO.new
RBS.logger_output = log
libraries = Pathname(RBS::Repository::DEFAULT_STDLIB_ROOT).children.select(&:directory?).map { |dir| dir.basename.to_s }.sort
RBS::CLI.new(stdout: StringIO.new, stderr: log).run([*libraries.flat_map { |name| ["-r", name] }, "validate"])
puts log.string.scan(/^[A-Z], \[[^\]]*\] +[A-Z]+ -- rbs: (.*)$/)
