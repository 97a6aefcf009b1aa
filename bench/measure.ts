/// One figure: ours beside a reference that does the same work by hand, measured in the same run.
export interface Figure {
  /// A sentence without the verb: "example's flow through the engine, 200 contacts".
  readonly name: string
  readonly ours: number
  readonly reference: number
  readonly unit: 'ms' | 'µs'
}

export interface Budget {
  /// Rounds of each side; smoke runs take few.
  readonly rounds: number
  readonly warmUp: number
}

export const full: Budget = { rounds: 200, warmUp: 50 }
export const smoke: Budget = { rounds: 3, warmUp: 1 }

/// A benchmark is one file of this folder and one line in `index.ts`.
export interface Benchmark {
  readonly name: string
  run(budget: Budget): Promise<Figure[]>
}

/// Measures [ours] and [reference] turn by turn, so that what the machine does meanwhile touches both alike.
export async function compare(
  ours: () => unknown,
  reference: () => unknown,
  { rounds, warmUp }: Budget,
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
