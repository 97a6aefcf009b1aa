/// What an element did in the last runs of its flow.
export interface ElementTimes {
  readonly element: string
  readonly elementType: string | null
  /// In how many interviews it ran, and in how many it failed.
  readonly count: number
  readonly faults: number
  /// Milliseconds that half of the interviews, and 95 of 100, spent in it at most.
  readonly p50: number
  readonly p95: number
}

/// The times of each element in [traces], as runs recorded them: what passed until the clock was asked there. Elements
/// that only compute are faster than a clock tells. The slowest is first.
export function elementTimes(traces: readonly unknown[]): ElementTimes[] {
  const found = new Map<string, Gathered>()
  for (const trace of traces) for (const interview of interviewsOf(trace)) gather(interview, found)
  return [...found]
    .map(([element, { elementType, times, faults }]) => {
      const sorted = times.toSorted((a, b) => a - b)
      return { element, elementType, count: times.length, faults, p50: at(sorted, 0.5), p95: at(sorted, 0.95) }
    })
    .toSorted((a, b) => b.p95 - a.p95 || b.count - a.count)
}

interface Gathered {
  readonly elementType: string | null
  readonly times: number[]
  faults: number
}

interface Event {
  readonly kind: string
  readonly element: string | null
  readonly elementType: string | null
  readonly t?: number
}

const interviewsOf = (trace: unknown): readonly (readonly Event[])[] =>
  Array.isArray(trace)
    ? trace.flatMap((interview: { readonly trace?: unknown }) =>
        Array.isArray(interview?.trace) ? [interview.trace as readonly Event[]] : [],
      )
    : []

function gather(events: readonly Event[], found: Map<string, Gathered>): void {
  const spent = new Map<string, number>()
  let before = 0
  for (const { kind, element, elementType, t } of events) {
    if (element !== null && !found.has(element)) found.set(element, { elementType, times: [], faults: 0 })
    if (element !== null && kind === 'fault') found.get(element)!.faults++
    // The clock of the element's own entry tells when it began; what came before it was another's.
    const passed = t === undefined || kind === 'element' ? 0 : Math.max(0, t - before)
    if (element !== null) spent.set(element, (spent.get(element) ?? 0) + passed)
    if (t !== undefined) before = t
  }
  for (const [element, time] of spent) found.get(element)!.times.push(time)
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0
