/// One figure: ours beside a reference that does the same work by hand, measured in the same run.
export interface Figure {
  /// A sentence without the verb: "example's flow through the engine, 200 contacts".
  readonly name: string
  readonly ours: number
  readonly reference: number
  readonly unit: 'ms' | 'µs'
}

/// Of each side; smoke runs take few.
export interface Rounds {
  readonly rounds: number
  readonly warmUp: number
}

export interface Budget extends Rounds {
  /// How many records a table grows to, where growth is measured.
  readonly mostRecords: number
}

export const full: Budget = { rounds: 200, warmUp: 50, mostRecords: 100_000 }
export const million: Budget = { ...full, mostRecords: 1_000_000 }
export const smoke: Budget = { rounds: 3, warmUp: 1, mostRecords: 10_000 }

/// A benchmark is one file of this folder and one line in `index.ts`.
export interface Benchmark {
  readonly name: string
  run(budget: Budget): Promise<Figure[]>
}

/// Measures [ours] and [reference] turn by turn, so that what the machine does meanwhile touches both alike.
export async function compare(
  ours: () => unknown,
  reference: () => unknown,
  { rounds, warmUp }: Rounds,
): Promise<{ ours: number; reference: number }> {
  const times: { ours: number[]; reference: number[] } = { ours: [], reference: [] }
  for (let round = -warmUp; round < rounds; round += 1) {
    const ourTime = await time(ours)
    const referenceTime = await time(reference)
    if (round < 0) continue
    times.ours.push(ourTime)
    times.reference.push(referenceTime)
  }
  return { ours: median(times.ours), reference: median(times.reference) }
}

async function time(run: () => unknown): Promise<number> {
  const begun = performance.now()
  await run()
  return performance.now() - begun
}

function median(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
