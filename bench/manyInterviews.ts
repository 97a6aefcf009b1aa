import { flowRunner, withExample } from './exampleOrg.ts'
import { flowSource } from './flowSource.ts'
import { type Benchmark, compare } from './measure.ts'

/// 200 interviews of one request, each of which updates one contact, beside 200 requests with one interview.
export const manyInterviews: Benchmark = {
  name: 'many-interviews',

  run: budget =>
    withExample({ Set_Description: SOURCE }, async (org, pool) => {
      const run = await flowRunner(org, 'Set_Description')
      const { rows } = await pool.query<{ Id: string }>('select "Id" from org."Contact" limit 200')
      const inputs = rows.map(row => new Map([['ContactId', row.Id]]))
      const figures = await compare(
        () => run(inputs),
        async () => {
          for (const input of inputs) await run([input])
        },
        { rounds: Math.ceil(budget.rounds / 20), warmUp: Math.ceil(budget.warmUp / 20) },
      )
      return [{ name: '200 interviews of one request beside 200 requests', ...figures, unit: 'ms' as const }]
    }),
}

const SOURCE = flowSource(
  'Set Description',
  `<recordUpdates><name>Set</name><label>Set</label><filterLogic>and</filterLogic>
    <filters><field>Id</field><operator>EqualTo</operator><value><elementReference>ContactId</elementReference></value></filters>
    <inputAssignments><field>Description</field><value><stringValue>Seen</stringValue></value></inputAssignments><object>Contact</object></recordUpdates>
  <start><connector><targetReference>Set</targetReference></connector></start>
  <variables><name>ContactId</name><dataType>String</dataType><isInput>true</isInput></variables>`,
)
