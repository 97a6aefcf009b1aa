import { setPassword } from '@millrace/server'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { CommandError } from './commandError.ts'
import type { DatabaseOptions } from './credentials.ts'
import { orgOf } from './orgOf.ts'
import { requireProject } from './projectRoot.ts'

/// `millrace password USERNAME`: gives a user a password to sign in with. It is asked for without being shown, or read from
/// standard input.
export async function password(username: string, dir: string, { database }: DatabaseOptions): Promise<void> {
  const folder = requireProject(dir)
  const secret = await readSecret(`New password for ${username}: `)
  const org = await orgOf({ folder, databaseUrl: database })
  try {
    const problem = await setPassword(org, username, secret)
    if (problem !== null) throw new CommandError(problem)
    process.stdout.write(`${username} can sign in with the new password.\n`)
  } finally {
    await org.close()
  }
}

/// The first line of standard input.
function readSecret(question: string): Promise<string> {
  const isPerson = process.stdin.isTTY === true
  if (isPerson) process.stderr.write(question)
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: isPerson })
  return new Promise(resolve => {
    let line = ''
    lines.once('line', text => {
      line = text
      lines.close()
    })
    lines.once('close', () => {
      if (isPerson) process.stderr.write('\n')
      resolve(line)
    })
  })
}
