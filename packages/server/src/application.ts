import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { existsSync } from 'node:fs'
import { join, sep } from 'node:path'
import { messagePage } from './messagePage.ts'

/// Serves the browser application from [folder] (what `npm run build` writes). Files under /assets carry a hash of
/// their content in their names and may be kept for ever.
export async function serveApplication(app: FastifyInstance, folder: string): Promise<void> {
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
  app.get('/', (_, reply) => sendApplication(reply, folder))
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

export function sendApplication(reply: FastifyReply, folder: string): FastifyReply {
  if (existsSync(join(folder, 'index.html'))) return reply.sendFile('index.html')
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
