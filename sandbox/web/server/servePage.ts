import { open, realpath } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { extname, join, sep } from 'node:path'

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

const notBuilt = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Not built yet</title></head>
  <body>
    <h1>The page has not been built yet</h1>
    <p>Build it, and load this page again:</p>
    <pre>npx vite build --config sandbox/web/page/vite.config.ts</pre>
  </body>
</html>
`

/** A file of the page, or its beginning; 404 for everything else. */
export async function servePage(
  path: string,
  directory: string,
  response: ServerResponse,
  { withBody }: { withBody: boolean },
): Promise<void> {
  const send = (status: number, type: string, bytes: Buffer | string) => {
    const headers = { 'content-type': type, 'content-length': Buffer.byteLength(bytes), 'cache-control': 'no-cache' }
    response.writeHead(status, headers).end(withBody ? bytes : undefined)
  }
  const name = path === '/' ? 'index.html' : decode(path.slice(1))
  const bytes = name === undefined ? undefined : await readFileIn(directory, name)
  if (bytes !== undefined) send(200, contentTypes[extname(name ?? '')] ?? 'application/octet-stream', bytes)
  else if (path === '/') send(503, 'text/html; charset=utf-8', notBuilt)
  else send(404, 'text/plain; charset=utf-8', 'There is nothing here.')
}

function decode(path: string): string | undefined {
  try {
    const name = decodeURIComponent(path)
    return name.includes('\0') ? undefined : name
  } catch {
    return undefined
  }
}

/** Nothing where there is no such file below the folder, wherever links lead. */
async function readFileIn(directory: string, name: string): Promise<Buffer | undefined> {
  try {
    const [root, path] = await Promise.all([realpath(directory), realpath(join(directory, name))])
    if (!path.startsWith(root + sep)) return undefined
    const file = await open(path)
    try {
      return (await file.stat()).isFile() ? await file.readFile() : undefined
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}
