# Loads signatures with this Ruby's own rbs gem, several times, and prints one line of JSON: what each load cost, and what
# one kept environment takes. rbs_folder and rbs_loads are set before this text.
require "rubygems"
require "rbs"
require "objspace"
def load_once(folder)
  loader = RBS::EnvironmentLoader.new(core_root: nil)
  loader.add(path: Pathname(folder))
  RBS::Environment.from_loader(loader).resolve_type_names
end
environment = load_once(rbs_folder)
environment = nil
3.times { GC.start }
loads = Array.new(rbs_loads) do
  environment = nil
  before = GC.stat
  began = Process.clock_gettime(Process::CLOCK_MONOTONIC)
  environment = load_once(rbs_folder)
  seconds = Process.clock_gettime(Process::CLOCK_MONOTONIC) - began
  after = GC.stat
  counts = %i[minor_gc_count major_gc_count total_allocated_objects].map { |key| after[key] - before[key] }
  %({"minor":#{counts[0]},"major":#{counts[1]},"allocated":#{counts[2]},"seconds":#{seconds}})
end
pages = GC.respond_to?(:stat_heap) ? GC.stat_heap.values.map { |heap| heap[:heap_eden_pages] } : [GC.stat[:heap_eden_pages]]
puts %(=> {"ruby":"#{RUBY_VERSION}","rbs":"#{RBS::VERSION}","loads":[#{loads.join(",")}],"pages":[#{pages.join(",")}]})
$stdout.flush
