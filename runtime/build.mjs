// node build.mjs WHEELS OUT: makes the packs that a page fetches, the same bytes each time; run by scripts/runtime.py.
//
// A pack is gzip over: the length of an index (four bytes), the index (JSON: names and sizes), the files one after the
// other. Python's files are compiled inside the Python that will run them, since a start from source takes seconds.

import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

const [wheels, out] = process.argv.slice(2).map((name) => path.resolve(name));
const here = import.meta.dirname;
const pyodide = path.dirname(createRequire(import.meta.url).resolve("pyodide/package.json"));
const lock = JSON.parse(fs.readFileSync(path.join(pyodide, "pyodide-lock.json"), "utf8"));

const PACKS = {
  numpy: ["numpy"],
  drawing: [
    "matplotlib", "contourpy", "cycler", "kiwisolver", "packaging", "pillow", "pyparsing",
    "python-dateutil", "six",
  ],
  algebra: ["sympy", "mpmath"],
};

function sha256(data) {
  return createHash("sha256").update(data).digest("hex");
}

function wheel(name) {
  const wanted = lock.packages[name];
  const data = fs.readFileSync(path.join(wheels, wanted.file_name));
  if (sha256(data) !== wanted.sha256) {
    throw new Error(`${wanted.file_name} is not the one that this Pyodide was released with`);
  }
  return data;
}

const { loadPyodide } = await import(path.join(pyodide, "pyodide.mjs"));
const bare = JSON.stringify({ info: lock.info, packages: {} });
const python = await loadPyodide({ indexURL: `${pyodide}/`, lockFileContents: bare });
python.FS.mkdirTree("/in");
python.FS.mkdirTree("/out");
python.FS.writeFile("/in/pack.py", fs.readFileSync(path.join(here, "pack.py"), "utf8"));
python.FS.writeFile("/in/stdlib.zip", fs.readFileSync(path.join(pyodide, "python_stdlib.zip")));
for (const name of Object.values(PACKS).flat()) {
  python.FS.writeFile(`/in/${name}.whl`, wheel(name));
}
python.globals.set("PACKS", JSON.stringify(PACKS));
python.runPython("import sys; sys.path.insert(0, '/in'); import pack; pack.everything(PACKS)");

fs.rmSync(out, { recursive: true, force: true });
fs.mkdirSync(path.join(out, "licences"), { recursive: true });
const files = {};

function put(name, data) {
  fs.writeFileSync(path.join(out, name), data);
  files[name] = { bytes: data.length, sha256: sha256(data) };
}

for (const name of ["stdlib", "library", "arrays", ...Object.keys(PACKS)]) {
  put(`${name}.bin`, gzipSync(python.FS.readFile(`/out/${name}`), { level: 9 }));
}
put("core.bin", gzipSync(fs.readFileSync(path.join(pyodide, "pyodide.asm.wasm")), { level: 9 }));
const anywhere = /https:\/\/cdn\.jsdelivr\.net\/pyodide\/v\$\{\w+\}\/full\//; // asked only where a package is missing: none is
const loader = fs.readFileSync(path.join(pyodide, "pyodide.mjs"), "utf8");
if (!anywhere.test(loader)) {
  throw new Error("pyodide.mjs names its own host in another way: look that no page can ask it");
}
put("pyodide.mjs", loader.replace(anywhere, "./").replace(/\n?\/\/# sourceMappingURL=.*\n?/, "\n"));
put("pyodide.asm.mjs", fs.readFileSync(path.join(pyodide, "pyodide.asm.mjs")));
put("lock.json", bare);
for (const name of ["editor.mjs", "typeset.mjs"]) {
  const bundle = await build({
    entryPoints: [path.join(here, name)],
    bundle: true, format: "esm", minify: true, write: false, legalComments: "none", metafile: true,
  });
  put(name, Buffer.from(bundle.outputFiles[0].contents));
  for (const file of Object.keys(bundle.metafile.inputs)) {
    const inside = file.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1];
    if (inside) {
      const licence = `${inside.replace("@", "").replace("/", "-")}-LICENSE.txt`;
      fs.copyFileSync(path.join(here, "node_modules", inside, "LICENSE"), path.join(out, "licences", licence));
    }
  }
}
for (const name of python.FS.readdir("/out/licences").filter((n) => !n.startsWith("."))) {
  fs.writeFileSync(path.join(out, "licences", name), python.FS.readFile(`/out/licences/${name}`));
}
const versions = Object.fromEntries(Object.values(PACKS).flat().map((name) => [name, lock.packages[name].version]));
const { version } = JSON.parse(fs.readFileSync(path.join(pyodide, "package.json"), "utf8"));
const needs = JSON.parse(python.FS.readFile("/out/needs", { encoding: "utf8" }));
const about = { pyodide: version, python: lock.info.python, ...versions };
fs.writeFileSync(path.join(out, "manifest.json"), `${JSON.stringify({ about, needs, files }, null, 1)}\n`);
