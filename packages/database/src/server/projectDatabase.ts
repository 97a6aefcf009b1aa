import pg from 'pg'
import { isCode } from './systemError.ts'

/// The role that owns everything on an embedded server; there is no other.
export const owner = 'millrace'
const projectDatabase = 'millrace'

/// The address of a database on one server, by the database's name.
export type Address = (database?: string) => string

export function socketAddress(socketDir: string): Address {
  return (database = projectDatabase) => `postgres://${owner}@/${database}?host=${encodeURIComponent(socketDir)}`
}

export function portAddress(port: number, password: string): Address {
  return (database = projectDatabase) => `postgres://${owner}:${password}@127.0.0.1:${port}/${database}`
}

/// Connects once: the proof that the server answers. On the server's first start it makes the project's database.
export async function reachProjectDatabase(address: Address): Promise<void> {
  const client = new pg.Client(address())
  try {
    await client.connect()
    return
  } catch (error) {
    if (!isCode(error, '3D000')) throw error
  } finally {
    await client.end()
  }
  const first = new pg.Client(address('postgres'))
  try {
    await first.connect()
    await first.query(`CREATE DATABASE ${projectDatabase}`)
  } catch (error) {
    // Another process has made it, or is making it.
    if (!isCode(error, '42P04') && !isCode(error, '23505')) throw error
  } finally {
    await first.end()
  }
}
