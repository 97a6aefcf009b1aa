import type { FastifyReply } from 'fastify'

/// Server-sent events to every page that listens.
export class EventStream {
  readonly #listeners = new Set<FastifyReply>()
  // Another start of the server, or another server, is another count.
  readonly #begun = Date.now().toString(36)
  #count = 0
  readonly #heartbeat = setInterval(() => this.#write(': still here\n\n'), 15_000).unref()

  /// Keeps the connection of [reply] open and sends it every later event. The first one, `last`, has the id of the last
  /// that was sent before: who was there then has missed nothing.
  add(reply: FastifyReply): void {
    reply.hijack()
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    reply.raw.write(`retry: 1000\nid: ${this.#lastId}\nevent: last\ndata: {}\n\n`)
    this.#listeners.add(reply)
    reply.raw.on('close', () => this.#listeners.delete(reply))
  }

  send(event: string, data: unknown): void {
    this.#count += 1
    this.#write(`id: ${this.#lastId}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  }

  get #lastId(): string {
    return `${this.#begun}-${this.#count}`
  }

  close(): void {
    clearInterval(this.#heartbeat)
    for (const reply of this.#listeners) reply.raw.end()
  }

  #write(text: string): void {
    for (const reply of this.#listeners) reply.raw.write(text)
  }
}
