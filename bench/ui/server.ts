import { createReadStream, existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'

/// The server of both pages: their files, and contacts in the shape of Salesforce's REST API. Each query of a page
/// answers with another status than the one before, so that a refresh can be seen.
export async function openServer(folder: string): Promise<{ readonly url: string; close(): void }> {
  const bodies = new Map<number, readonly [string, string]>()
  const answered = new Map<string, number>()
  const answerQuery = (soql: string, asker: string, response: ServerResponse): void => {
    const rows = Number(/LIMIT (\d+)/.exec(soql)?.[1] ?? 200)
    // Prepared, so that the server's own work is not measured.
    if (!bodies.has(rows)) bodies.set(rows, [contactsBody(rows, 'New'), contactsBody(rows, 'Active')])
    response.setHeader('Content-Type', 'application/json')
    const nth = (answered.get(asker) ?? 0) + 1
    answered.set(asker, nth)
    response.end(bodies.get(rows)![nth % 2])
  }
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (url.pathname.endsWith('/query'))
      return answerQuery(url.searchParams.get('q') ?? '', request.headers.referer ?? '', response)
    if (url.pathname.startsWith('/services/')) {
      request.resume()
      response.setHeader('Content-Type', 'application/json')
      return void response.end(JSON.stringify(restBody(url.pathname, request.method)))
    }
    const file = join(folder, url.pathname)
    if (!file.startsWith(folder) || !existsSync(file)) return void response.writeHead(404).end()
    response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream')
    createReadStream(file).pipe(response)
  }
  const server = createServer(answer)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close() }
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

function contactsBody(rows: number, status: string): string {
  const records = Array.from({ length: rows }, (_, i) => ({
    attributes: { type: 'Contact', url: `/services/data/v62.0/sobjects/Contact/${i}` },
    Id: `003${String(i).padStart(12, '0')}AAA`,
    Name: `Contact ${i + 1}`,
    Status__c: status,
    Email: `contact.${i + 1}@example.com`,
    Phone: `+1 (415) 555-${String(i % 10_000).padStart(4, '0')}`,
    Account: { attributes: { type: 'Account' }, Name: `Account ${i % 50}` },
  }))
  return JSON.stringify({ totalSize: rows, done: true, records })
}

function restBody(path: string, method = 'GET'): unknown {
  if (path.endsWith('/describe')) return describeBody(path.includes('/Account/') ? 'Account' : 'Contact')
  if (method === 'POST') return [{ actionName: 'Set_Status', errors: null, isSuccess: true, outputValues: {} }]
  return {
    name: 'Set_Status',
    label: 'Set Status',
    inputs: [{ name: 'ContactIds', type: 'STRING', maxOccurs: 2000, required: false }],
    outputs: [],
  }
}

function describeBody(name: string): unknown {
  const field = (field: string, type: string, more: object = {}) => ({ name: field, label: field, type, ...more })
  const own = [
    field('Status__c', 'picklist'),
    field('Email', 'email'),
    field('Phone', 'phone'),
    field('AccountId', 'reference', { relationshipName: 'Account', referenceTo: ['Account'] }),
  ]
  return { name, label: name, fields: [field('Id', 'id'), field('Name', 'string'), ...(name === 'Contact' ? own : [])] }
}
