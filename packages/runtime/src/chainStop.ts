/// What Stop ends: everything that was started together, the sequence it stands in, the whole loop, or the loop's work on
/// one item.
export type StopScope = 'chain' | 'sequence' | 'loop' | 'item'

export const STOP_SCOPES: readonly StopScope[] = ['chain', 'sequence', 'loop', 'item']

/// Thrown by an interaction to end others as well, without a failure: what On Finish and the interactions behind it would
/// do is left out, On Always is not.
export class ChainStop extends Error {
  readonly scope: StopScope

  constructor(scope: StopScope = 'chain') {
    super(`Stopped: ${scope}`)
    this.name = 'ChainStop'
    this.scope = scope
  }
}

/// Runs [work]; a stop of one of [scopes] ends here. True when there was one.
export async function untilStop(scopes: readonly StopScope[], work: () => Promise<void>): Promise<boolean> {
  try {
    await work()
    return false
  } catch (cause) {
    if (cause instanceof ChainStop && scopes.includes(cause.scope)) return true
    throw cause
  }
}
