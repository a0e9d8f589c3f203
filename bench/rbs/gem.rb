# The rbs gem's side: ruby - WORK SECONDS [DIR…] prints what `millpond rbs bench WORK --json` says of the same work.
require "json"
require "objspace"
require "pathname"
require "rbs"

work, seconds, *folders = ARGV
seconds = Float(seconds)

loader = lambda do
  made = RBS::EnvironmentLoader.new
  if work != "new_env"
    # No dependencies to look for: every library of the standard library is named.
    # Since rbs 3, set is part of core.
    in_core = RBS::VERSION < "3" ? ["rubygems"] : %w[rubygems set]
    (made.repository.gems.keys - in_core).sort.each { |name| made.add(library: name, version: nil) }
  end
  folders.each { |folder| made.add(path: Pathname(folder)) }
  made
end

sources = RBS::Environment.from_loader(loader.call).buffers.map { |buffer| [buffer.name.to_s, buffer.content] }
sources.each { |pair| pair[1] = pair[1].gsub(/^[ \t]*#[^\n]*(\n|\z)/, "") } if work == "parse_declarations"

iterate =
  if work.start_with?("parse")
    buffers = sources.map { |name, content| RBS::Buffer.new(name: name, content: content) }
    -> { buffers.map { |buffer| RBS::Parser.parse_signature(buffer) } }
  else
    -> { RBS::Environment.from_loader(loader.call).resolve_type_names }
  end

live = lambda do
  3.times { GC.start }
  ObjectSpace.memsize_of_all
end
clock = -> { Process.clock_gettime(Process::CLOCK_MONOTONIC) }

before = live.call
kept = iterate.call
retained = live.call - before
kept = nil
objects = GC.stat(:total_allocated_objects)
iterate.call
objects = GC.stat(:total_allocated_objects) - objects
times = []
start = clock.call
processor = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID)
while times.size < 3 || clock.call - start < seconds
  from = clock.call
  iterate.call
  times << clock.call - from
end
processor = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID) - processor
puts JSON.generate(
  name: work, version: RBS::VERSION, ruby: RUBY_VERSION, iterations: times.size,
  medianSeconds: times.sort[times.size / 2], processorSeconds: processor / times.size, allocatedObjects: objects, retainedBytes: retained,
  files: sources.size, sourceBytes: sources.sum { |_, content| content.bytesize }
)
