import type { Schema, UserContext } from '@millrace/database'
import { hasCustomPermission, type Caller } from './caller.ts'
import { sharingWith } from './callerSharing.ts'
import { recordTypeRights } from './recordTypeRights.ts'
import { rightsOf } from './rights.ts'

/// What nobody in particular asked for: the server's own reading and saving.
export const systemContext = (userId: string): UserContext => ({
  userId,
  timeZone: 'UTC',
  locale: 'en_US',
  now: Date.now,
})

/// On behalf of the caller, with the caller's rights.
export const userContext = (caller: Caller, schema: Schema): UserContext => ({
  userId: caller.userId,
  timeZone: caller.timeZone,
  locale: caller.locale,
  now: Date.now,
  globals: caller.globals,
  hasPermission: name => hasCustomPermission(caller, name),
  rights: rightsOf(caller, schema),
  sharing: sharingWith(caller, schema),
  recordTypes: recordTypeRights(caller),
})
