import { createContext } from 'react'

/// A place that goes on with another new record when one was saved.
export interface NextRecord {
  /// "Save & New".
  readonly label: string
  /// Called before a save with true, and with false once it is done: whether another is to follow it.
  want(isWanted: boolean): void
}

/// Where a Record Detail that makes records offers to make another; undefined where one is enough.
export const NextRecordContext = createContext<NextRecord | undefined>(undefined)
