import { DataImportError, DeployRefused, openDatabase, RecordStoreError } from '@millrace/database'
import { openOrg, type Org, type OrgOptions } from '@millrace/server'
import { CommandError } from './commandError.ts'

/// Opens the org of a command: on your own PostgreSQL when [databaseUrl] is given. What a person can mend is told
/// without a stack.
export async function orgOf({ databaseUrl, ...options }: OrgOptions & { databaseUrl?: string }): Promise<Org> {
  const own = databaseUrl ? () => openOwnDatabase(databaseUrl) : undefined
  try {
    return await openOrg({ openDatabase: own, smtpUrl: process.env['SMTP_URL'], ...options })
  } catch (error) {
    if (error instanceof DeployRefused || error instanceof DataImportError) throw new CommandError(error.message)
    throw error
  }
}

async function openOwnDatabase(url: string) {
  try {
    return await openDatabase({ url })
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const reason = error instanceof RecordStoreError ? error.message : `It says: ${error.message}.`
    throw new CommandError(`The database ${withoutPassword(url)} cannot be used. ${reason}`)
  }
}

const withoutPassword = (url: string): string => url.replace(/(\/\/[^:/@]*):[^@]*@/, '$1:…@')
