// The page as a web server of the world would send it: compressed, once and for all.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
};

export async function serve(folder) {
  const known = new Map();
  /** A file, compressed; null where there is none. */
  const compressed = file => {
    if (!known.has(file))
      known.set(
        file,
        readFile(file).then(
          body => gzipSync(body),
          () => null,
        ),
      );
    return known.get(file);
  };
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, 'http://localhost').pathname);
    const file = join(folder, path.endsWith(sep) ? join(path, 'index.html') : path);
    const body = await compressed(file);
    const type = types[extname(file)] ?? 'application/octet-stream';
    if (body)
      response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip', 'content-length': body.length }).end(body);
    else response.writeHead(404).end();
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}
