# Parses every .rbs file of the installed rbs gem (core, stdlib, sig) and prints a line of JSON for each: its path inside
# the gem, and JSON.generate of its declarations with the buffer named by that path.
require "rbs"
require "json"

root = RBS::EnvironmentLoader::DEFAULT_CORE_ROOT.parent
root.glob("{core,stdlib,sig}/**/*.rbs").sort.each do |path|
  name = path.relative_path_from(root).to_s
  parsed = RBS::Parser.parse_signature(RBS::Buffer.new(name: name, content: path.read(encoding: "UTF-8")))
  # Since 3.0 the buffer and the directives come before the declarations.
  declarations = parsed[0].is_a?(RBS::Buffer) ? parsed[2] : parsed
  puts JSON.generate(file: name, json: JSON.generate(declarations))
end
