import type { FormulaReference } from '@millrace/formula'
import { ANY, BOOLEAN } from '@millrace/values'
import type { RowContext } from './projection.ts'

const GLOBALS = new Map(['User', 'Profile', 'UserRole', 'Organization'].map(name => [`$${name}`.toLowerCase(), name]))

/// `$User.Id`, `$Profile.Name`, `$Permission.X`, … in validation rules and formula fields; undefined for other globals.
export function globalReference(path: string): FormulaReference<RowContext> | undefined {
  const [first, name, ...rest] = path.split('.')
  if (!name || rest.length > 0) return undefined
  const global = first!.toLowerCase()
  if (global === '$permission') return { type: BOOLEAN, read: ({ user }) => user.hasPermission?.(name) ?? false }
  const object = GLOBALS.get(global)
  if (!object) return undefined
  return { type: ANY, read: ({ user }) => fieldOf(user.globals?.[object] ?? {}, name) }
}

function fieldOf<V>(fields: Readonly<Record<string, V>>, name: string): V | null {
  if (name in fields) return fields[name]!
  const spelled = Object.keys(fields).find(key => key.toLowerCase() === name.toLowerCase())
  return spelled === undefined ? null : fields[spelled]!
}
