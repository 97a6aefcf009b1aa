import type { FastifyInstance, FastifyReply } from 'fastify'
import { createHash, randomBytes } from 'node:crypto'
import { MESSAGE_STYLE } from './messagePage.ts'

/// Sends with every answer what keeps it from being used against the person who reads it. A route that says one of
/// these headers itself keeps its own.
export function sendSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onSend', async (_, reply) => {
    for (const [name, value] of HEADERS) if (!reply.hasHeader(name)) reply.header(name, value)
  })
}

/// Allows the page that [reply] is to have style elements with the returned nonce: for editors that write their own.
export function allowStyles(reply: FastifyReply): string {
  const nonce = randomBytes(16).toString('base64')
  reply.header('content-security-policy', contentPolicy({ styles: `'nonce-${nonce}'` }))
  return nonce
}

/// Allows the page that [reply] is to send its form on to [target].
export function allowFormTo(reply: FastifyReply, target: string): void {
  reply.header('content-security-policy', contentPolicy({ forms: target }))
}

const messageStyle = `'sha256-${createHash('sha256').update(MESSAGE_STYLE).digest('base64')}'`

/// A page loads nothing from elsewhere, has neither scripts nor styles of its own, and belongs in nobody's frame. What is
/// allowed beside that is named.
const contentPolicy = ({ styles = messageStyle, forms = '' }): string =>
  [
    "default-src 'self'",
    "img-src 'self' data: blob:",
    `style-src 'self' ${styles}`,
    "object-src 'none'",
    "base-uri 'none'",
    `form-action 'self' ${forms}`.trim(),
    "frame-ancestors 'none'",
  ].join('; ')

const HEADERS: readonly (readonly [name: string, value: string])[] = [
  ['content-security-policy', contentPolicy({})],
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()'],
]
