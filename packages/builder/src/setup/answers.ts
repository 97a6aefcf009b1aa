/// A flow of the project: `GET /millrace/v1/flows` answers `{ flows }`.
export interface FlowAnswer {
  readonly apiName: string
  readonly label: string
  readonly processType: string
  readonly status: string
  /// Whether Execute Flow can run it.
  readonly runnable: boolean
  /// Why not, or what else there is to know.
  readonly reason: string | null
  readonly diagnostics: readonly DiagnosticAnswer[]
}

export interface DiagnosticAnswer {
  readonly severity: 'error' | 'warning' | 'info'
  readonly code: string
  readonly message: string
  readonly file: string
  readonly line: number
  readonly column: number
}

/// A run: `GET /millrace/v1/runs` answers `{ runs, next }`, newest first; `next` is the `after` of the page behind it.
export interface RunSummary {
  readonly id: string
  /// API name.
  readonly flow: string
  /// Id of the user.
  readonly user: string
  readonly state: 'running' | 'waiting' | 'finished' | 'failed' | 'cancelled' | 'timed out'
  /// ISO 8601.
  readonly startedAt: string
  readonly durationMs: number
  readonly fault: FaultAnswer | null
  /// What it waits for, what comes first first.
  readonly awaits: readonly AwaitAnswer[]
  /// What started it, where nobody called it; absent while it is running.
  readonly trigger?: TriggerAnswer | null
}

/// What starts a flow without anybody calling it.
export interface TriggerAnswer {
  readonly type: string
  readonly object: string | null
  readonly operation?: 'create' | 'update' | 'delete'
  /// The scheduled path it began with.
  readonly path?: string
  readonly recordIds: readonly string[]
}

export interface AwaitAnswer {
  readonly element: string
  readonly event: string
  /// ISO 8601; null when it has no time.
  readonly resumeAt: string | null
  /// The object of the platform event it is.
  readonly platformEvent: string | null
}

export interface FaultAnswer {
  readonly element: string | null
  readonly code: string
  readonly message: string
}

/// One run: `GET /millrace/v1/runs/:id`.
export interface RunAnswer extends RunSummary {
  readonly version: string
  readonly inputs: unknown
  readonly outputs: unknown
  readonly trace: readonly { readonly guid: string; readonly trace: readonly TraceEvent[] }[] | null
  readonly usage: Readonly<Record<string, number>> | null
}

/// One thing that happened in a run.
export interface TraceEvent {
  readonly kind: string
  readonly flow: string
  readonly element: string | null
  readonly elementType: string | null
  /// Milliseconds since the run started.
  readonly t?: number
  readonly detail?: Readonly<Record<string, unknown>>
}

/// What a flow had for the world outside: `GET /millrace/v1/outbox` answers `{ messages }`, newest first.
export interface OutboxMessage {
  readonly id: string
  /// `email`, `emailAlert`, `chatterPost`, `customNotification`, `approvalSubmission`.
  readonly kind: string
  readonly to: readonly string[]
  readonly subject: string | null
  readonly body: string | null
  readonly relatedId: string | null
  readonly detail: Readonly<Record<string, unknown>>
  /// Id of the run, and the flow's API name; null when no flow made it.
  readonly run: string | null
  readonly flow: string | null
  readonly user: string
  /// ISO 8601.
  readonly createdAt: string
  readonly state: 'recorded' | 'sent' | 'failed'
  readonly error: string | null
}
