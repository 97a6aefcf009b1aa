import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { existsSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { messagePage } from './messagePage.ts'
import { allowStyles } from './securityHeaders.ts'
import { THEME_PATH } from './themeStylesheet.ts'

/// What `npm run build` writes, and whether the operator has a stylesheet of their own to go with it.
export interface BrowserApplication {
  readonly folder: string
  hasTheme(): boolean
}

/// Serves the browser application, which is two: the project's pages in index.html, setup pages and builders in
/// setup.html. Files under /assets carry a hash of
/// their content in their names and may be kept for ever.
export async function serveApplication(app: FastifyInstance, application: BrowserApplication): Promise<void> {
  const { folder } = application
  const assets = join(folder, 'assets') + sep
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    // `npm run build` leaves a compressed file beside each that is worth it.
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', path.startsWith(assets) ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  // Without an index, the file server refuses its own folder.
  app.get('/', (request, reply) => sendApplication(request, reply, application))
}

/// Whether [request] asks for a page of the application, by its address: the application finds out which one.
export function asksForPage(request: FastifyRequest): boolean {
  const { method, url, headers } = request
  return (
    (method === 'GET' || method === 'HEAD') &&
    !/^\/(services|millrace|assets)(\/|$)/.test(url) &&
    (headers.accept ?? '').includes('text/html')
  )
}

/// Sends the application that the page which [request] asks for is in.
export function sendApplication(
  { url }: FastifyRequest,
  reply: FastifyReply,
  { folder, hasTheme }: BrowserApplication,
): FastifyReply {
  const isSetup = /^\/(setup|builder)([/?]|$)/.test(url)
  const name = isSetup ? 'setup.html' : 'index.html'
  const page = join(folder, name)
  if (existsSync(page)) {
    if (!isSetup && !hasTheme()) return reply.sendFile(name)
    const html = readFileSync(page, 'utf8')
    return sendPage(reply, isSetup ? html.replace(NONCE, allowStyles(reply)) : html, hasTheme())
  }
  return reply
    .status(503)
    .type('text/html; charset=utf-8')
    .send(
      messagePage(
        'The pages are not built yet',
        'The API runs, but there is no browser application to send. Build it with <code>npm run build</code>, then load this page again.',
      ),
    )
}

/// What setup.html holds where the nonce of each answer belongs: editors of formulas write styles of their own.
const NONCE = 'STYLE_NONCE'

/// The operator's stylesheet comes last, so that what it says counts: in the body, because parts of the application that
/// are loaded later put theirs at the end of the head.
function sendPage(reply: FastifyReply, html: string, hasTheme: boolean): FastifyReply {
  const page = hasTheme ? html.replace('</body>', `<link rel="stylesheet" href="${THEME_PATH}" /></body>`) : html
  return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page)
}
