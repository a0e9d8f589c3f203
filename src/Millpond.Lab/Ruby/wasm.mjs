// node --input-type=module --eval THIS FOLDER VERSION <SCRIPT — runs a Ruby script in a WebAssembly Ruby of FOLDER.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';

// Node 20 aborts in its fast path from WebAssembly to WASI once the Ruby's memory has grown.
setFlagsFromString('--no-turbo-fast-api-calls');

const [folder, version] = process.argv.slice(-2);
const script = readFileSync(0, 'utf8');
try {
  if (parseInt(process.versions.node) < 20) throw new Error(`Node.js ${process.versions.node} is too old: install 20`);
  const { DefaultRubyVM } = createRequire(`${folder}/`)('@ruby/wasm-wasi/dist/node');
  const binary = readFileSync(`${folder}/node_modules/@ruby/${version}-wasm-wasi/dist/ruby.wasm`);
  const names = Object.keys(process.env).filter(name => name.startsWith('RUBY_GC_'));
  const env = Object.fromEntries(names.map(name => [name, process.env[name]]));
  const { vm } = await DefaultRubyVM(await WebAssembly.compile(binary), { env });
  vm.eval(script);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
