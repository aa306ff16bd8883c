// node node.mjs FOLDER: Python as the page starts it, from a folder of the built site; reads lines of JSON
// {"cells": ["source", ...]}, and answers each with the outputs of its cells, run in a fresh namespace, and the packs fetched so far.

import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { gunzipSync } from "node:zlib";
import os from "node:os";

const folder = path.resolve(process.argv[2]);
const here = fs.mkdtempSync(path.join(os.tmpdir(), "in-page-"));
const read = (name) => fs.readFileSync(path.join(folder, name));
for (const name of ["pyodide.mjs", "pyodide.asm.mjs"]) {
  fs.writeFileSync(path.join(here, name), read(name));
}
fs.writeFileSync(path.join(here, "pyodide.asm.wasm"), gunzipSync(read("core.bin")));
fs.writeFileSync(path.join(here, "stdlib.zip"), gunzipSync(read("stdlib.bin")));
const { loadPyodide } = await import(path.join(here, "pyodide.mjs"));
const python = await loadPyodide({
  indexURL: `${here}/`,
  stdLibURL: path.join(here, "stdlib.zip"),
  lockFileContents: read("lock.json").toString(),
});
fs.rmSync(here, { recursive: true });
for (const name of ["page.py", "unpack.py"]) {
  python.FS.writeFile(`/home/pyodide/${name}`, read(name));
}
python.runPython("import sys; sys.path.insert(0, '/home/pyodide')");
const { unpack } = python.pyimport("unpack");
for (const name of ["numpy.bin", "lrlib.bin"]) {
  unpack(new Uint8Array(read(name)));
}
const page = python.pyimport("page");
const fetched = [];
page.start((name) => {
  fetched.push(name);
  return new Uint8Array(read(`${name}.bin`));
}, read("manifest.json").toString());
for await (const line of readline.createInterface({ input: process.stdin })) {
  const { cells } = JSON.parse(line);
  page.fresh();
  const outputs = cells.map((source) => JSON.parse(page.run(source)));
  process.stdout.write(`${JSON.stringify({ outputs, fetched })}\n`);
}
