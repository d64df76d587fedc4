// A second server, of another origin than the page: the article that embeds it.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Article {
  readonly address: string;
  /** Every path that was asked for. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** Serves one HTML page at every path. */
export async function serveArticle(html: string): Promise<Article> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const found = request.url === '/';
    response.writeHead(found ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' }).end(found ? html : '');
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/`,
    asked,
    close: () =>
      new Promise(done => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
