import type { ComponentHost } from './host.ts'

/// What interactions say of their own accord to those who use a component, in one language. What the component's author
/// wrote stands before all of it. Numbers come as text; [isOne] is true of the number that has a form of its own.
export interface InteractionTexts {
  readonly ok: string
  readonly cancel: string
  readonly run: string
  readonly delete: string
  deleteRecords(count: string, isOne: boolean): string
  readonly deletedForEveryone: string
  runFlow(flow: string): string
  runFlowFor(flow: string, count: string, isOne: boolean): string
  /// The title over why not.
  didNotFinish(label: string): string
  wasStopped(label: string): string
  startsItself(times: string, seconds: string): string
  readonly nothingDone: string
  noLongerOpen(label: string): string
  readonly nothingSelected: string
  readonly selectFirst: string
  readonly noAnswer: string
  readonly sessionEnded: string
  /// An answer that says nothing but its status.
  unexplained(status: string): string
  readonly tryAgainSoon: string
  readonly flowTimedOut: string
  readonly flowCancelled: string
  readonly flowGaveNoReason: string
  flowLate(seconds: string): string
  readonly flowStopped: string
  readonly flowMayHaveFinished: string
  rowsFailed(failed: string, total: string, succeeded: string): string
  rowsNotRun(count: string): string
  moreFailures(count: string): string
  rowsNotSaved(count: string, why: string, isOne: boolean): string
  /// Which record failed, and how many of the others were saved.
  noneSaved(position: string, total: string): string
  someSaved(position: string, total: string, saved: string): string
  inputsToCorrect(count: string, labels: string): string
}

/// In English, which is what a host without texts of its own says.
export const englishInteractionTexts: InteractionTexts = {
  ok: 'OK',
  cancel: 'Cancel',
  run: 'Run',
  delete: 'Delete',
  deleteRecords: (count, isOne) => `Delete ${isOne ? `${count} record` : `${count} records`}?`,
  deletedForEveryone: 'They will be deleted for everyone.',
  runFlow: flow => `Run "${flow}"?`,
  runFlowFor: (flow, count, isOne) => `Run "${flow}" for ${isOne ? `${count} record` : `${count} records`}?`,
  didNotFinish: label => `"${label}" did not finish`,
  wasStopped: label => `"${label}" was stopped`,
  startsItself: (times, seconds) =>
    `It ran ${times} times within ${seconds} seconds: what it does seems to start it again.`,
  nothingDone: 'Nothing was done',
  noLongerOpen: label => `What "${label}" stands on is no longer open.`,
  nothingSelected: 'Nothing was selected',
  selectFirst: 'Select one or more records first.',
  noAnswer: 'The server did not answer. Check that it is running and that you are online, then try again.',
  sessionEnded: 'Your session has ended. Sign in again, then repeat this.',
  unexplained: status => `The server answered with status ${status} and no explanation.`,
  tryAgainSoon: 'Try again in a moment.',
  flowTimedOut: 'The flow took longer than the server allows and was stopped. Nothing it did was kept.',
  flowCancelled: 'The flow was cancelled. Nothing it did was kept.',
  flowGaveNoReason: 'The flow failed and gave no reason.',
  flowLate: seconds => `the flow did not finish within ${seconds} seconds.`,
  flowStopped: 'It was stopped, and nothing it did was kept.',
  flowMayHaveFinished: 'It may still have finished: look at the records before you try again.',
  rowsFailed: (failed, total, succeeded) => `${failed} of ${total} failed, ${succeeded} finished.`,
  rowsNotRun: count => `${count} did not run.`,
  moreFailures: count => `And ${count} more.`,
  rowsNotSaved: (count, why, isOne) => `${isOne ? `${count} row was` : `${count} rows were`} not saved: ${why}`,
  noneSaved: (position, total) => `Record ${position} of ${total}; none was saved.`,
  someSaved: (position, total, saved) => `Record ${position} of ${total}; ${saved} were saved.`,
  inputsToCorrect: (count, labels) => `${count} inputs are to be corrected: ${labels}.`,
}

/// What interactions say where [host] shows them.
export const textsOf = (host: ComponentHost): InteractionTexts => host.texts?.(host.locale) ?? englishInteractionTexts
