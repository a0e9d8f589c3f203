# Prints for each file that is named on standard input one line: JSON.generate of its declarations, or the error.
require "rbs"
require "json"

$stdin.each_line(chomp: true) do |path|
  buffer = RBS::Buffer.new(name: path, content: File.read(path, encoding: "UTF-8"))
  parsed = RBS::Parser.parse_signature(buffer)
  # Since 3.0 the buffer and the directives come before the declarations.
  declarations = parsed[1].is_a?(Array) && parsed.size == 3 && parsed[0].is_a?(RBS::Buffer) ? parsed[2] : parsed
  puts JSON.generate(declarations)
rescue RBS::ParsingError => error
  puts "error: #{error.message}"
end
