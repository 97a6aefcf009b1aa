import { DataImportError, DeployRefused, EmbeddedUnavailable, openDatabase, RecordStoreError } from '@millrace/database'
import { databaseFolder, openOrg, type Org, type OrgOptions } from '@millrace/server'
import { CommandError } from './commandError.ts'

/// Opens the org of a command: on your own PostgreSQL when [databaseUrl] is given. What a person can mend is told
/// without a stack.
export async function orgOf({ databaseUrl, ...options }: OrgOptions & { databaseUrl?: string }): Promise<Org> {
  const own = databaseUrl ? () => openOwnDatabase(databaseUrl) : undefined
  try {
    return await openOrg({ openDatabase: own, smtpUrl: process.env['SMTP_URL'], ...options })
  } catch (error) {
    if (isToldInWords(error)) throw new CommandError(error.message)
    if (isUnwritable(error)) throw noRoomFor(databaseFolder(options.folder), error)
    throw error
  }
}

const isToldInWords = (error: unknown): error is Error =>
  [DeployRefused, DataImportError, EmbeddedUnavailable].some(kind => error instanceof kind)

const isUnwritable = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error &&
  'syscall' in error &&
  ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOENT'].includes(String((error as NodeJS.ErrnoException).code))

const noRoomFor = (folder: string, { code }: NodeJS.ErrnoException): CommandError =>
  new CommandError(
    `The records of this project go to "${folder}", which cannot be written (${code}). Make that folder writable, or use a PostgreSQL of your own: --database URL, or DATABASE_URL.`,
  )

async function openOwnDatabase(url: string) {
  if (!/^postgres(ql)?:\/\//.test(url))
    throw new CommandError(
      `"${withoutPassword(url)}" is no address of a PostgreSQL: postgres://user:password@host:5432/name.`,
    )
  try {
    return await openDatabase({ url })
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const reason = error instanceof RecordStoreError ? error.message : `It says: ${error.message}.`
    throw new CommandError(`The database ${withoutPassword(url)} cannot be used. ${reason}`)
  }
}

const withoutPassword = (url: string): string => url.replace(/(\/\/[^:/@]*):[^@]*@/, '$1:…@')
