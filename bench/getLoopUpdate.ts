import type pg from 'pg'
import { flowRunner, withExample } from './exampleOrg.ts'
import { flowSource } from './flowSource.ts'
import { type Benchmark, compare } from './measure.ts'

/// Reads the contacts, decides on each, sets a field and updates those that changed: a flow on PostgreSQL beside
/// hand-written code with the same columns, the same rule and the same statements.
export const getLoopUpdate: Benchmark = {
  name: 'get-loop-update',

  run: budget =>
    withExample({ Toggle_Active: SOURCE }, async (org, pool) => {
      const run = await flowRunner(org, 'Toggle_Active')
      const [ours, hand] = [
        [0, 0],
        [0, 0],
      ]
      const figures = await compare(
        async () => add(ours, (await run([new Map()]))[0]?.get('count') as number),
        async () => add(hand, await byHand(pool, org.administratorId)),
        budget,
      )
      // Both sides change the same contacts back and forth, half of them every time.
      const difference = Math.abs(ours[1]! - hand[1]!) / ours[0]!
      if (difference > 100) throw new Error(`The flow changed ${ours[1]} contacts and the code by hand ${hand[1]}.`)
      return [{ name: 'get, loop, decide, update 200 contacts on PostgreSQL', ...figures, unit: 'ms' as const }]
    }),
}

function add(tally: number[], count: number): void {
  if (count === 0) throw new Error('No contact was changed.')
  tally[0]! += 1
  tally[1]! += count
}

async function byHand(pool: pg.Pool, userId: string): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const { rows } = await client.query<[string, string]>({
      name: 'get',
      text: 'select "Id", "Status__c" from org."Contact" where not "Do_Not_Contact__c" and not "IsDeleted"',
      rowMode: 'array',
    })
    const changed: { id: string; status: string }[] = []
    for (const [id, status] of rows)
      if (status !== 'Blocked') changed.push({ id, status: status === 'New' ? 'Active' : 'New' })
    const updated = await client.query<[string, boolean, string]>({
      name: 'update',
      text: `update org."Contact" t set "Status__c" = u.status, "LastModifiedDate" = $3, "SystemModstamp" = $3, "LastModifiedById" = $4
             from unnest($1::text[], $2::text[]) u (id, status) where t."Id" = u.id and not t."IsDeleted"
             returning t."Id", t."Do_Not_Contact__c", t."Status__c"`,
      values: [changed.map(one => one.id), changed.map(one => one.status), new Date(), userId],
      rowMode: 'array',
    })
    if (updated.rows.some(([, doNotContact, status]) => doNotContact && status === 'Active'))
      throw new Error('Not to be contacted.')
    await client.query('COMMIT')
    return changed.length
  } finally {
    client.release()
  }
}

const condition = (operator: string, status: string): string =>
  `<conditions><leftValueReference>Each_Contact.Status__c</leftValueReference><operator>${operator}</operator><rightValue><stringValue>${status}</stringValue></rightValue></conditions>`
const assignment = (name: string, items: [string, string, string][], next: string): string =>
  `<assignments><name>${name}</name><label>${name}</label>${items
    .map(
      ([target, operator, value]) =>
        `<assignmentItems><assignToReference>${target}</assignToReference><operator>${operator}</operator><value>${value}</value></assignmentItems>`,
    )
    .join('')}${next && `<connector><targetReference>${next}</targetReference></connector>`}</assignments>`

const SOURCE = flowSource(
  'Toggle Active',
  `${assignment('Set_Active', [['Each_Contact.Status__c', 'Assign', '<stringValue>Active</stringValue>']], 'Collect')}
  ${assignment('Set_New', [['Each_Contact.Status__c', 'Assign', '<stringValue>New</stringValue>']], 'Collect')}
  ${assignment('Collect', [['changed', 'Add', '<elementReference>Each_Contact</elementReference>']], 'Each_Contact')}
  ${assignment('Count_Changed', [['count', 'AssignCount', '<elementReference>changed</elementReference>']], '')}
  <decisions><name>Which</name><label>Which</label><defaultConnector><targetReference>Set_New</targetReference></defaultConnector>
    <rules><name>Blocked</name><label>Blocked</label><conditionLogic>and</conditionLogic>${condition('EqualTo', 'Blocked')}<connector><targetReference>Each_Contact</targetReference></connector></rules>
    <rules><name>Is_New</name><label>Is New</label><conditionLogic>and</conditionLogic>${condition('EqualTo', 'New')}<connector><targetReference>Set_Active</targetReference></connector></rules></decisions>
  <loops><name>Each_Contact</name><label>Each Contact</label><collectionReference>Get_Contacts</collectionReference>
    <nextValueConnector><targetReference>Which</targetReference></nextValueConnector><noMoreValuesConnector><targetReference>Save</targetReference></noMoreValuesConnector></loops>
  <recordLookups><name>Get_Contacts</name><label>Get Contacts</label><connector><targetReference>Each_Contact</targetReference></connector><filterLogic>and</filterLogic>
    <filters><field>Do_Not_Contact__c</field><operator>EqualTo</operator><value><booleanValue>false</booleanValue></value></filters>
    <getFirstRecordOnly>false</getFirstRecordOnly><object>Contact</object><storeOutputAutomatically>true</storeOutputAutomatically></recordLookups>
  <recordUpdates><name>Save</name><label>Save</label><connector><targetReference>Count_Changed</targetReference></connector><inputReference>changed</inputReference></recordUpdates>
  <start><connector><targetReference>Get_Contacts</targetReference></connector></start>
  <variables><name>changed</name><dataType>SObject</dataType><isCollection>true</isCollection><objectType>Contact</objectType></variables>
  <variables><name>count</name><dataType>Number</dataType><isOutput>true</isOutput><scale>0</scale></variables>`,
)
