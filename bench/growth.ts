import { checkFlow, compileFlow, type FlowProgram, MemoryStore, runInterviews, type RunOutcome } from '@millrace/flow'
import { parseFlow, parseXml } from '@millrace/metadata'
import type { Value } from '@millrace/values'
import { flowSource } from './flowSource.ts'
import { type Benchmark, type Budget, compare, type Figure, type Rounds } from './measure.ts'
import { memoryHost, memoryProject, prepareFlow } from './memoryFlow.ts'

/// How cost grows: the time per item or element at the large size beside that at a small one, so 1 is linear. And what
/// reading, checking and compiling a 500 kB flow costs beside reading its XML.
export const growth: Benchmark = {
  name: 'growth',

  run: async budget => [
    await loopGrowth(budget),
    await elementGrowth(budget),
    await largeFlow({ rounds: Math.ceil(budget.rounds / 10), warmUp: Math.ceil(budget.warmUp / 10) }),
  ],
}

async function loopGrowth(budget: Budget): Promise<Figure> {
  const program = prepareFlow('Count_Items', LOOP)
  const run = (items: number): void =>
    runOnce(program, new Map([['items', Array.from({ length: items }, (_, i) => `item ${i}`)]]))
  const [small, large] = [100, 10_000]
  const { ours, reference } = await compare(
    () => run(large),
    () => times(large / small, () => run(small)),
    fewer(budget),
  )
  return { name: `a loop over ${large} items beside ${large / small} loops over ${small}`, ours, reference, unit: 'ms' }
}

async function elementGrowth(budget: Budget): Promise<Figure> {
  const [small, large] = [20, 2000]
  const [short, long] = [prepareFlow('Short', chain(small)), prepareFlow('Long', chain(large))]
  const { ours, reference } = await compare(
    () => runOnce(long, new Map()),
    () => times(large / small, () => runOnce(short, new Map())),
    fewer(budget),
  )
  return {
    name: `a flow of ${large} elements beside ${large / small} runs of one of ${small}`,
    ours,
    reference,
    unit: 'ms',
  }
}

async function largeFlow(budget: Rounds): Promise<Figure> {
  const source = chain(1500)
  const project = memoryProject()
  const { ours, reference } = await compare(
    () => {
      const { flow } = parseFlow(source, 'Large.flow-meta.xml')
      checkFlow(flow!, project)
      compileFlow(flow!, project)
    },
    () => parseXml(source, 'Large.flow-meta.xml'),
    budget,
  )
  const size = Math.round(source.length / 1000)
  return {
    name: `reading, checking and compiling a ${size} kB flow beside reading its XML`,
    ours,
    reference,
    unit: 'ms',
  }
}

const fewer = ({ rounds, warmUp }: Rounds): Rounds => ({ rounds: Math.ceil(rounds / 4), warmUp: Math.ceil(warmUp / 4) })

function times(count: number, run: () => void): void {
  for (let i = 0; i < count; i++) run()
}

function runOnce(program: FlowProgram, inputs: ReadonlyMap<string, Value>): void {
  const outcome = runInterviews(program, [inputs], {
    ...memoryHost,
    store: new MemoryStore(),
    trace: 'path',
  }) as RunOutcome
  const fault = outcome.interviews[0]!.fault
  if (fault) throw new Error(fault.message)
}

const LOOP = flowSource(
  'Count Items',
  `<assignments><name>Count_Item</name><label>Count Item</label><assignmentItems><assignToReference>count</assignToReference><operator>Add</operator><value><numberValue>1.0</numberValue></value></assignmentItems>
    <connector><targetReference>Each</targetReference></connector></assignments>
  <loops><name>Each</name><label>Each</label><collectionReference>items</collectionReference><nextValueConnector><targetReference>Count_Item</targetReference></nextValueConnector></loops>
  <start><connector><targetReference>Each</targetReference></connector></start>
  <variables><name>count</name><dataType>Number</dataType><isOutput>true</isOutput><scale>0</scale></variables>
  <variables><name>items</name><dataType>String</dataType><isCollection>true</isCollection><isInput>true</isInput></variables>`,
)

/// A chain of [length] assignments, each of which leads to the next.
function chain(length: number): string {
  const elements = Array.from({ length }, (_, i) => {
    const next = i + 1 < length ? `<connector><targetReference>Step_${i + 1}</targetReference></connector>` : ''
    return `<assignments><name>Step_${i}</name><label>Step ${i}</label><assignmentItems><assignToReference>count</assignToReference><operator>Add</operator><value><numberValue>1.0</numberValue></value></assignmentItems>
    <assignmentItems><assignToReference>text</assignToReference><operator>Assign</operator><value><stringValue>{!count} so far</stringValue></value></assignmentItems>${next}</assignments>`
  })
  return flowSource(
    'Chain',
    `${elements.join('\n')}
  <start><connector><targetReference>Step_0</targetReference></connector></start>
  <variables><name>count</name><dataType>Number</dataType><isOutput>true</isOutput><scale>0</scale></variables>
  <variables><name>text</name><dataType>String</dataType></variables>`,
  )
}
