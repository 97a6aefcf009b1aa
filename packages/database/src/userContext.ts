import type { Value } from '@millrace/values'
import type { Sharing } from './access/sharing.ts'

/// On whose behalf records are read and saved, and when.
export interface UserContext {
  /// Goes into CreatedById, LastModifiedById and, where none is given, OwnerId.
  readonly userId: string
  readonly timeZone: string
  readonly locale: string
  /// Milliseconds since 1970-01-01T00:00:00Z.
  now(): number
  /// Fields of `$User`, `$Profile`, `$UserRole` and `$Organization` by API name, for validation rules and formula fields.
  readonly globals?: Readonly<Record<string, Readonly<Record<string, Value>>>>
  /// For `$Permission.X` in formulas.
  hasPermission?(customPermission: string): boolean
  /// What the user may do where rights count (mode `user`). Absent: everything.
  readonly rights?: Rights
  /// Which records are shared with the user where sharing counts (modes `user` and `systemWithSharing`). Absent: all.
  readonly sharing?: Sharing
  /// Which record types the user's new records have. Absent: all that are active, and none without being asked for.
  readonly recordTypes?: RecordTypeRights
}

/// Record types as profiles and permission sets give them. Names are in the schema's spelling.
export interface RecordTypeRights {
  isAvailable(object: string, developerName: string): boolean
  /// DeveloperName of the record type of new records of [object] that state none; null for the master's.
  defaultOf(object: string): string | null
}

/// Object and field rights, as profiles and permission sets grant them. Names are in the schema's spelling. Id and the
/// audit fields are asked about like any other field.
export interface Rights {
  canReadObject(object: string): boolean
  canCreate(object: string): boolean
  canEdit(object: string): boolean
  canDelete(object: string): boolean
  canReadField(object: string, field: string): boolean
  canEditField(object: string, field: string): boolean
}
