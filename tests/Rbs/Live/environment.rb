# Prints what the rbs gem of this Ruby loads and resolves: one line of JSON for each question.
# Arguments: what to put before the paths of files, as another process sees them; then folders to load besides all of stdlib.
require "rbs"
require "rbs/cli"
require "json"
require "digest"

prefix, *folders = ARGV
libraries = Pathname(RBS::Repository::DEFAULT_STDLIB_ROOT).children.select(&:directory?).map { |dir| dir.basename.to_s }.sort
loader = RBS::EnvironmentLoader.new
libraries.each { |library| loader.add(library: library, version: nil) }
folders.each { |folder| loader.add(path: Pathname(folder)) }
environment = RBS::Environment.from_loader(loader).resolve_type_names

def say(kind, value) = puts(JSON.generate(kind: kind, value: value))

options = libraries.flat_map { |library| ["-r", library] } + folders.flat_map { |folder| ["-I", folder] }
%w[list paths].each do |command|
  output = StringIO.new
  RBS::CLI.new(stdout: output, stderr: $stderr).run([*options, command])
  say(command, output.string.lines(chomp: true))
end

environment.declarations.group_by { |declaration| declaration.location.buffer.name.to_s }.each do |path, declarations|
  json = JSON.generate(declarations).gsub(%("buffer":{"name":"/usr/), %("buffer":{"name":"#{prefix}/usr/))
  say("file", { path: path, bytes: json.bytesize, sha256: Digest::SHA256.hexdigest(json) })
end

# In each class what its constants mean, but for those of the top level.
builder = RBS::DefinitionBuilder.new(env: environment)
names = environment.constant_decls.keys + environment.class_decls.keys
declared = names.to_set
known = names.map(&:name).uniq
if RBS::VERSION.start_with?("2")
  table = RBS::ConstantTable.new(builder: builder)
  resolve = lambda do |name, context|
    table.resolve_constant_reference(RBS::TypeName.new(name: name, namespace: RBS::Namespace.empty), context: context.to_namespace.ascend.to_a)
  end
else
  resolver = RBS::Resolver::ConstantResolver.new(builder: builder)
  resolve = ->(name, context) { resolver.resolve(name, context: [nil, context]) }
end
environment.class_decls.each_key.with_index do |context, index|
  found = known.each_with_index.filter_map do |name, at|
    next unless (at + index) % 50 == 0 || declared.include?(RBS::TypeName.new(name: name, namespace: context.to_namespace))
    constant = resolve.(name, context)
    [name, constant && constant.name.to_s, constant && constant.type.to_s]
  end
  say("constants", { context: context.to_s, found: found })
end
