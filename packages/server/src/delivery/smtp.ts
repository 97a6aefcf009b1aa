import type { OutboxRow } from '@millrace/database'
import { createTransport } from 'nodemailer'
import { Refusal, type Send } from './delivery.ts'

/// Sends e-mails of the outbox by way of the SMTP server at [url] (`smtps://user:password@mail.example.com`). [from] is
/// the sender of those that name none.
export function smtpSender(url: string, from: () => string | undefined): Send {
  if (!/^smtps?:/i.test(url) || !URL.canParse(url)) return () => Promise.reject(new Error(NO_ADDRESS))
  const transport = createTransport(url, { disableFileAccess: true, disableUrlAccess: true })
  return async ({ id, to, subject, body, detail }: OutboxRow) => {
    const sender = textOf(detail['from']) ?? from()
    if (!sender)
      throw new Refusal('The e-mail has no sender: the user has no address, and millrace.json has no email.from.')
    try {
      await transport.sendMail({
        from: sender,
        to: [...to],
        cc: textsOf(detail['cc']),
        bcc: textsOf(detail['bcc']),
        subject: subject ?? '',
        ...(detail['isHtml'] === true
          ? { html: body ?? '', text: textOf(detail['text']) ?? undefined }
          : { text: body ?? '' }),
        // The same at each attempt, so that a message that was sent twice is shown once.
        messageId: `<${id}@millrace>`,
      })
    } catch (error) {
      throw isRefused(error) ? new Refusal(error.message) : error
    }
  }
}

// Without the text, which may have a password in it.
const NO_ADDRESS = 'The SMTP server has no address of the form smtps://user:password@mail.example.com.'

/// An answer of 500 to 599 is final. Source: RFC 5321, "Theory of Reply Codes".
const isRefused = (error: unknown): error is Error =>
  error instanceof Error &&
  'responseCode' in error &&
  typeof error.responseCode === 'number' &&
  error.responseCode >= 500 &&
  error.responseCode < 600 &&
  !('command' in error && error.command === 'AUTH')

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.filter(one => typeof one === 'string') : [])
