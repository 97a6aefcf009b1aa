import type { ObjectType, Schema } from '../schema.ts'

/// What somebody sees of an org. A query is compiled against a view, so what is hidden is not there: it cannot be
/// read, filtered, sorted, grouped or guessed from the text of an error.
export interface View {
  /// All objects and fields: formula fields read what their reader may not.
  readonly everything: Schema
  /// The objects and fields that may be named.
  readonly schema: Schema
  /// SQL of the condition under which a record of [object], whose table is called [alias], is seen; null where every
  /// record is.
  visible(object: ObjectType, alias: string): string | null
  /// Whether its statements are the same for many users, so that connections may keep them prepared.
  readonly isShared: boolean
}

/// Everything.
export const wholeView = (schema: Schema): View => ({
  everything: schema,
  schema,
  visible: () => null,
  isShared: true,
})
