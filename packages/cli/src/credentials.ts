import { orgOf } from './orgOf.ts'
import { requireProject } from './projectRoot.ts'
import { originOf, portOf, publicOriginOf, signInLink } from './signInLink.ts'

export interface DatabaseOptions {
  readonly database?: string
}

/// `millrace token`: prints an API token of the administrator, whether a server runs or not.
export async function token(dir: string, { database }: DatabaseOptions): Promise<void> {
  const org = await orgOf({ folder: requireProject(dir), databaseUrl: database })
  try {
    process.stdout.write(`${await org.credentials.issue('token', org.administratorId)}\n`)
  } finally {
    await org.close()
  }
}

/// `millrace sign-in`: prints a new one-time link to the running server.
export async function signIn(
  dir: string,
  { port, publicUrl, database }: DatabaseOptions & { readonly port: string; readonly publicUrl?: string },
): Promise<void> {
  const origin = publicUrl === undefined ? originOf('127.0.0.1', portOf(port)) : publicOriginOf(publicUrl)
  const org = await orgOf({ folder: requireProject(dir), databaseUrl: database })
  try {
    process.stdout.write(`${await signInLink(org, origin)}\n`)
  } finally {
    await org.close()
  }
}
