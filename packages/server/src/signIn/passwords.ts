import { countWrongPassword, findPassword, forgetWrongPasswords, recordStore, writePassword } from '@millrace/database'
import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto'
import { readOne } from '../caller.ts'
import type { Org } from '../org.ts'
import { systemContext } from '../userContext.ts'

/// As an org does by itself.
const MOST_WRONG = 10
const LOCKED_MINUTES = 15
export const SHORTEST_PASSWORD = 8

/// About 64 MB and a tenth of a second each.
const SCRYPT: ScryptOptions = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 2 ** 20 }

/// The user whose name and password these are; null when they are not, when the user has no password or is not active, or
/// for 15 minutes after ten wrong ones. How long that takes does not tell which.
export async function userWithPassword(org: Org, username: string, password: string): Promise<string | null> {
  const userId = await userNamed(org, username)
  const kept = userId ? await findPassword(org.database, userId) : null
  const hash = await hashOf(password, kept?.salt ?? Buffer.alloc(16))
  if (!userId || !kept || kept.isLocked) return null
  if (!timingSafeEqual(hash, kept.hash)) {
    await countWrongPassword(org.database, userId, MOST_WRONG, LOCKED_MINUTES)
    return null
  }
  await forgetWrongPasswords(org.database, userId)
  return userId
}

/// Gives the user a new password and ends the sessions and tokens that came before it. The answer says what is wrong
/// with it; null when it was set.
export async function setPassword(org: Org, username: string, password: string): Promise<string | null> {
  if (password.length < SHORTEST_PASSWORD) return `A password has at least ${SHORTEST_PASSWORD} characters.`
  const userId = await userNamed(org, username)
  if (!userId) return `There is no active user "${username}".`
  const salt = randomBytes(16)
  await writePassword(org.database, userId, salt, await hashOf(password, salt))
  await org.credentials.revokeAll(userId)
  return null
}

/// The active user with this name.
export function userNamed(org: Org, username: string): Promise<string | null> {
  const { deployed, schema } = org.project
  return org.database.transaction(async tx => {
    const store = recordStore(tx, deployed, systemContext(org.administratorId))
    const user = await readOne(store, schema, 'User', { Username: username })
    return user && user.get('IsActive') !== false ? user.id : null
  })
}

const hashOf = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, 32, SCRYPT, (error, key) => (error ? reject(error) : resolve(key)))
  })
