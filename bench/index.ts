/// `npm run bench [-- words] [--json] [--smoke | --million]`: ratios of our time to that of hand-written code doing the same work,
/// both measured in this run. `--json` prints a line per figure, `--smoke` takes one short round to see that all run,
/// `--million` lets tables grow to 1,000,000 records, which takes minutes.
import { exampleFlow } from './exampleFlow.ts'
import { getLoopUpdate } from './getLoopUpdate.ts'
import { growth } from './growth.ts'
import { loopInMemory } from './loopInMemory.ts'
import { manyInterviews } from './manyInterviews.ts'
import { type Benchmark, type Figure, full, million, smoke } from './measure.ts'
import { soql } from './soql.ts'

const benchmarks: readonly Benchmark[] = [exampleFlow, getLoopUpdate, manyInterviews, loopInMemory, growth, soql]

const args = process.argv.slice(2)
const words = args.filter(arg => !arg.startsWith('--'))
const budget = args.includes('--smoke') ? smoke : args.includes('--million') ? million : full

for (const benchmark of benchmarks) {
  if (words.length > 0 && !words.some(word => benchmark.name.includes(word))) continue
  for (const figure of await benchmark.run(budget)) print(figure)
}

function print({ name, ours, reference, unit }: Figure): void {
  const ratio = ours / reference
  if (args.includes('--json')) console.log(JSON.stringify({ name, ratio, ours, reference, unit }))
  else
    console.log(
      `${ratio.toFixed(2).padStart(6)}  ${name}  (${ours.toFixed(3)} ${unit} to ${reference.toFixed(3)} ${unit})`,
    )
}
