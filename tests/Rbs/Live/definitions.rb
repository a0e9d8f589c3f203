# Prints what the rbs gem of this Ruby says about every class, module and interface of core and all of its stdlib:
# one line of JSON for each. Arguments: none, or folders to load besides core, instead of stdlib.
require "rbs"
require "json"

loader = RBS::EnvironmentLoader.new
if ARGV.empty?
  stdlib = Pathname(RBS::Repository::DEFAULT_STDLIB_ROOT)
  stdlib.children.select(&:directory?).map { |dir| dir.basename.to_s }.sort.each do |library|
    loader.add(library: library, version: nil)
  end
else
  ARGV.each { |dir| loader.add(path: Pathname(dir)) }
end
env = RBS::Environment.from_loader(loader).resolve_type_names
builder = RBS::DefinitionBuilder.new(env: env)

def text(ancestor)
  case ancestor
  when RBS::Definition::Ancestor::Singleton then "singleton(#{ancestor.name})"
  else ancestor.args.empty? ? ancestor.name.to_s : "#{ancestor.name}[#{ancestor.args.join(", ")}]"
  end
end

def methods(definition)
  definition.methods.map do |name, method|
    [name, method.accessibility, method.defined_in, method.implemented_in, method.method_types.map(&:to_s)]
  end
end

def variables(table)
  table.map { |name, variable| [name, variable.type.to_s, variable.declared_in] }
end

def line(name, kind, ancestors, definition)
  puts JSON.generate(
    name: name, kind: kind, ancestors: ancestors.map { |ancestor| text(ancestor) }, methods: methods(definition),
    instance_variables: variables(definition.instance_variables), class_variables: variables(definition.class_variables)
  )
end

env.class_decls.each_key do |name|
  line(name, "instance", builder.ancestor_builder.instance_ancestors(name).ancestors, builder.build_instance(name))
  line(name, "singleton", builder.ancestor_builder.singleton_ancestors(name).ancestors, builder.build_singleton(name))
end
env.interface_decls.each_key do |name|
  line(name, "interface", builder.ancestor_builder.interface_ancestors(name).ancestors, builder.build_interface(name))
end
