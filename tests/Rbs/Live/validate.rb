# Validates each folder inside the folder that is the first argument, together with the folders behind it, without core and
# stdlib. Prints one line of JSON for each: what `rbs validate` logs, in order, without time and process.
require "rbs"
require "rbs/cli"
require "json"

cases, *common = ARGV
Dir.children(cases).sort.each do |name|
  folders = (common + [File.join(cases, name)]).flat_map { |folder| ["-I", folder] }
  log = StringIO.new
  RBS.logger_output = log
  begin
    RBS::CLI.new(stdout: StringIO.new, stderr: log).run(["--no-stdlib", *folders, "validate"])
    status = 0
  rescue SystemExit => error
    status = error.status
  rescue RBS::BaseError => error
    status = 1
    text = error.respond_to?(:detailed_message) ? error.detailed_message(highlight: false) : "#{error.message} (#{error.class})"
    log.puts "E, [] ERROR -- rbs: #{text}"
  rescue StandardError => error
    status = 1
    log.puts "E, [] ERROR -- rbs: crash: #{error.class}: #{error.message}"
  end
  messages = log.string.split(/^[A-Z], \[[^\]]*\] +[A-Z]+ -- rbs: /).drop(1).map(&:strip)
  puts JSON.generate(name: name, status: status, messages: messages)
end
