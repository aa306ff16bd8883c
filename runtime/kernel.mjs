// The worker of a page: Python, NumPy and lrlib from the folder that this file lies in, and from no other place.

const here = new URL("./", import.meta.url).href;
const ask = self.fetch.bind(self);
const listed = await ask(`${here}manifest.json`).then((answer) => answer.text());
const manifest = JSON.parse(listed);
const FIRST = ["core.bin", "stdlib.bin", "numpy.bin", "lrlib.bin"];

const total = FIRST.reduce((sum, name) => sum + manifest.files[name].bytes, 0);
let fetched = 0;

/** Fetch a file and tell how much of all files is there. */
async function bytes(name) {
  const answer = await ask(here + name);
  if (!answer.ok) {
    throw new Error(`${name} cannot be fetched (${answer.status})`);
  }
  const reader = answer.body.getReader();
  const parts = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return new Blob(parts);
    }
    parts.push(value);
    fetched += value.length;
    postMessage({ fetched, total });
  }
}

function unzipped(blob, type) {
  return new Response(blob.stream().pipeThrough(new DecompressionStream("gzip")), { headers: { "Content-Type": type } });
}

/** Fetch a pack while Python waits for it: an import is no promise. */
function pack(name) {
  postMessage({ fetching: name, bytes: manifest.files[`${name}.bin`].bytes });
  const request = new XMLHttpRequest();
  request.open("GET", `${here}${name}.bin`, false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) {
    throw new Error(`${name}.bin cannot be fetched (${request.status})`);
  }
  return new Uint8Array(request.response);
}

async function begin() {
  const [core, stdlib, numpy, lrlib] = FIRST.map(bytes);
  self.fetch = (what, options) =>
    String(what).endsWith("/pyodide.asm.wasm") ? core.then((blob) => unzipped(blob, "application/wasm")) : ask(what, options);
  const { loadPyodide } = await import(`${here}pyodide.mjs`);
  const library = URL.createObjectURL(await unzipped(await stdlib, "application/zip").blob());
  const lock = await ask(`${here}lock.json`).then((answer) => answer.text());
  const python = await loadPyodide({ indexURL: here, stdLibURL: library, lockFileContents: lock });
  URL.revokeObjectURL(library);
  python.FS.writeFile("/home/pyodide/page.py", await ask(`${here}page.py`).then((answer) => answer.text()));
  python.FS.writeFile("/home/pyodide/unpack.py", await ask(`${here}unpack.py`).then((answer) => answer.text()));
  python.runPython("import sys; sys.path.insert(0, '/home/pyodide')");
  const { unpack } = python.pyimport("unpack");
  for (const blob of [numpy, lrlib]) {
    unpack(new Uint8Array(await (await blob).arrayBuffer()));
  }
  const page = python.pyimport("page");
  page.start(pack, listed, self.name); // a page names its worker by its language
  return page;
}

const page = await begin();
postMessage({ ready: true });
self.onmessage = ({ data }) => {
  try {
    const outputs = data.fresh ? page.fresh() : page.run(data.source);
    postMessage({ id: data.id, outputs: JSON.parse(outputs ?? "[]") });
  } catch (error) {
    postMessage({ id: data.id, died: String(error).slice(0, 500) });
  }
};
