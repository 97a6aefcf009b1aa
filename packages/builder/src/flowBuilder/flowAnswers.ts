import type { Diagnostic } from '@millrace/metadata'
import type { FlowUse } from './editContext.ts'
import type { FlowParameter } from './flowResources.ts'

/// A flow in the list: `GET /millrace/v1/flows` answers `{ flows }`.
export interface FlowListItem {
  readonly apiName: string
  readonly label: string
  readonly description: string | null
  readonly processType: string
  readonly triggerType: string | null
  readonly status: string
  readonly runnable: boolean
  readonly reason: string | null
  readonly diagnostics: readonly Diagnostic[]
  readonly file: string
  readonly versions: number
  readonly changedAt: string | null
  readonly inputs: readonly FlowParameter[]
  readonly outputs: readonly FlowParameter[]
  readonly usedBy: readonly FlowUse[]
  readonly runs: {
    readonly count: number
    readonly failed: number
    readonly waiting: number
    readonly lastStartedAt: number
    readonly p50: number
    readonly p95: number
  } | null
}

export interface VersionSummary {
  readonly number: number
  readonly hash: string
  readonly status: string
  readonly label: string
  readonly savedBy: string | null
  readonly savedAt: number
}

/// `GET /millrace/v1/flows/NAME`.
export interface OpenFlowFile {
  readonly apiName: string
  readonly file: string
  readonly versions: readonly VersionSummary[]
  readonly inFile: number
  readonly current: { readonly number: number; readonly hash: string; readonly text: string }
  readonly draft: {
    readonly number: number
    readonly basedOn: string
    readonly text: string
    readonly savedAt: number
  } | null
  readonly usedBy: readonly FlowUse[]
}

export const flowUrl = (apiName: string, rest = ''): string =>
  `/millrace/v1/flows/${encodeURIComponent(apiName)}${rest}`

/// What a flow's type is called.
export function typeLabel({ processType, triggerType }: { processType: string; triggerType?: string | null }): string {
  if (processType === 'AutoLaunchedFlow')
    return triggerType && triggerType !== 'None'
      ? (triggers[triggerType] ?? triggerType)
      : 'Autolaunched Flow (No Trigger)'
  return types[processType] ?? processType
}

const triggers: Readonly<Record<string, string>> = {
  RecordBeforeSave: 'Record-Triggered Flow (Before Save)',
  RecordAfterSave: 'Record-Triggered Flow (After Save)',
  RecordBeforeDelete: 'Record-Triggered Flow (Before Delete)',
  Scheduled: 'Schedule-Triggered Flow',
  PlatformEvent: 'Platform Event-Triggered Flow',
}

const types: Readonly<Record<string, string>> = {
  Flow: 'Screen Flow',
  Workflow: 'Process Builder',
  InvocableProcess: 'Process Builder (Invocable)',
  CustomEvent: 'Platform Event Process',
  Orchestrator: 'Orchestration',
}
