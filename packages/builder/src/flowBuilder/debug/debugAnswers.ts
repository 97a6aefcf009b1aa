import type { Screen } from '@millrace/components'
import type { Json } from '@millrace/values'
import type { TraceEvent } from './debugSteps.ts'

/// What `POST /millrace/v1/flows/NAME/debug` answers; a recorded run has the first part of it.
export interface DebugAnswer {
  readonly state: string
  readonly durationMs: number
  readonly fault: { readonly element: string | null; readonly code: string; readonly message: string } | null
  readonly outputs: unknown
  readonly trace: readonly TraceEvent[]
  readonly usage: Usage | null
  readonly isKept?: boolean
  /// What each transaction has used: a Wait or screen ends one.
  readonly transactions?: readonly Usage[]
  /// Where it stands; null when it has ended.
  readonly pause?: DebugPause | null
  /// What a flow before the save set on its record.
  readonly recordFields?: Readonly<Record<string, Json>> | null
}

export type Usage = Readonly<Record<string, number>>

export interface DebugPause {
  readonly flow: string
  readonly element: string
  readonly screen: Screen | null
  readonly events: readonly {
    readonly position: number
    readonly name: string
    readonly resumeAt: string | null
    readonly platformEvent: string | null
  }[]
}

/// What lets it go on.
export type DebugOccurrence =
  | { readonly event: number; readonly at: 'now' | 'its time' }
  | { readonly screen: { readonly action: string; readonly values: unknown; readonly source?: unknown } }

/// The change of a record that starts the flow.
export interface DebugChange {
  readonly operation: 'create' | 'update' | 'delete'
  readonly id?: string
  readonly values: Readonly<Record<string, unknown>>
  readonly before: Readonly<Record<string, unknown>>
}
