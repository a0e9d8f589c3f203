# Runs `source` between two looks at the collector, and prints both as one line of JSON. `program` (its name) and
# `source` are set by what is put before this file. No library is loaded: it would change what is measured.
def json(value)
  case value
  when Hash then "{#{value.map { |key, item| "#{key.to_s.inspect}:#{json(item)}" }.join(",")}}"
  when Integer, true, false then value.to_s
  when nil then "null"
  else value.to_s.inspect
  end
end

# Ruby 3.1 has one heap, and no GC.stat_heap.
heaps = GC.respond_to?(:stat_heap)
code = RubyVM::InstructionSequence.compile(source, program)
3.times { GC.start }
before = [GC.stat, heaps && GC.stat_heap]
code.eval
after = [GC.stat, heaps && GC.stat_heap]
info = GC.latest_gc_info
row = { program: program, ruby: RUBY_VERSION, platform: RUBY_PLATFORM,
        env: ENV.select { |name, _| name.start_with?("RUBY_GC") }.to_h,
        stat_before: before[0], stat_heap_before: before[1], stat_after: after[0], stat_heap_after: after[1],
        latest_gc_info: info }
row.reject! { |_, value| value == false }
puts json(row)
$stdout.flush
