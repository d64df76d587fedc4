// Serves a folder on this machine alone: node serve.mjs <folder> [first port]. No special headers are needed.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { argv, exit } from 'node:process';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};

const folder = resolve(argv[2]);
const first = Number(argv[3] ?? 8000);

/** The file that a request asks for, or null: nothing outside the folder is ever served. */
async function fileOf(url) {
  try {
    let path = join(folder, normalize(decodeURIComponent(new URL(url, 'http://localhost').pathname)));
    if (path !== folder && !path.startsWith(folder + sep)) return null;
    let found = await stat(path);
    if (found.isDirectory()) {
      path = join(path, 'index.html');
      found = await stat(path);
    }
    return { path, size: found.size };
  } catch {
    return null;
  }
}

const server = createServer(async (request, response) => {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  const file = await fileOf(request.url);
  if (!file) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
    return;
  }
  const type = types[extname(file.path)] ?? 'application/octet-stream';
  // The page is built anew often; a browser that asks again always sees the latest.
  response.writeHead(200, { 'content-type': type, 'content-length': file.size, 'cache-control': 'no-cache' });
  if (request.method === 'HEAD') response.end();
  else createReadStream(file.path).pipe(response);
});

let port = first;
server.on('error', error => {
  if (error.code === 'EADDRINUSE' && port < first + 1000) {
    port += 1;
    server.listen(port, '127.0.0.1');
  } else {
    console.error(`The page cannot be served: ${error.message}`);
    exit(1);
  }
});
server.on('listening', () => {
  console.log(`\n  The playground is open at  http://127.0.0.1:${port}/\n  Press Ctrl-C to stop it.\n`);
});
server.listen(port, '127.0.0.1');
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => exit(0));
