import type { Database, RecordStore, Schema, Tx } from '@millrace/database'
import type { Caller } from './caller.ts'
import type { Credentials } from './credentials.ts'
import type { EventStream } from './eventStream.ts'
import type { FlowRuns } from './flowRuns.ts'
import type { RunningProject } from './project.ts'
import type { RunRecorder } from './runRecorder.ts'

/// A project and its database, running.
export interface Org {
  readonly folder: string
  readonly database: Database
  readonly organization: { readonly Id: string; readonly Name: string }
  /// The project as it runs now: another object after each change of its files.
  readonly project: RunningProject
  readonly credentials: Credentials
  readonly runs: FlowRuns
  readonly recorder: RunRecorder
  readonly events: EventStream
  /// A run is stopped after this time.
  readonly runTimeoutMs: number
  /// The signed-in user. An INVALID_SESSION_ID error when the user is gone or not active any more.
  caller(userId: string): Promise<Caller>
  openStore(tx: Tx, caller: Caller, schema: Schema): RecordStore
  /// Reads the project's files again.
  reload(): Promise<void>
  close(): Promise<void>
}
