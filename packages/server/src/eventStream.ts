import type { FastifyReply } from 'fastify'

/// Server-sent events to every page that listens.
export class EventStream {
  readonly #listeners = new Set<FastifyReply>()
  #lastId = 0
  readonly #heartbeat = setInterval(() => this.#write(': still here\n\n'), 15_000).unref()

  /// Keeps the connection of [reply] open and sends it every later event.
  add(reply: FastifyReply): void {
    reply.hijack()
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    reply.raw.write('retry: 1000\n\n')
    this.#listeners.add(reply)
    reply.raw.on('close', () => this.#listeners.delete(reply))
  }

  send(event: string, data: unknown): void {
    this.#write(`id: ${++this.#lastId}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  }

  close(): void {
    clearInterval(this.#heartbeat)
    for (const reply of this.#listeners) reply.raw.end()
  }

  #write(text: string): void {
    for (const reply of this.#listeners) reply.raw.write(text)
  }
}
