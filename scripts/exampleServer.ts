import type { FastifyInstance, InjectOptions } from 'fastify'
import { createServer, openOrg, type Org, type OrgOptions } from '@millrace/server'
import { freshDatabase } from './freshDatabase.ts'
import { copyExample } from './millraceCommand.ts'

/// The worked example on a database of its own, behind a server without a port: for tests.
export interface ExampleServer {
  readonly org: Org
  readonly app: FastifyInstance
  /// A copy of the project's folder, to change at will.
  readonly folder: string
  /// An API token of the administrator.
  readonly token: string
  /// Sends a request with the token.
  send(request: InjectOptions | string): Promise<Answer>
  close(): Promise<void>
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  readonly json: unknown
}

export async function exampleServer(options: Partial<OrgOptions> = {}): Promise<ExampleServer> {
  const { folder, remove } = copyExample('contact-status')
  const fresh = await freshDatabase()
  const org = await openOrg({ folder, openDatabase: async () => fresh.database, ...options })
  const app = await createServer({ org })
  const token = await org.credentials.issue('token', org.administratorId)
  return {
    org,
    app,
    folder,
    token,
    async send(request) {
      const { headers, ...rest } = typeof request === 'string' ? { url: request } : request
      return answerOf(await app.inject({ ...rest, headers: { authorization: `Bearer ${token}`, ...headers } }))
    },
    async close() {
      await app.close()
      await org.close()
      await fresh.drop()
      remove()
    },
  }
}

/// An answer in the form that tests compare; `json` is undefined when the body is none.
export function answerOf({
  statusCode: status,
  headers,
  body: text,
}: {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}): Answer {
  const isJson = String(headers['content-type']).startsWith('application/json') && text !== ''
  return { status, headers, text, json: isJson ? JSON.parse(text) : undefined }
}
