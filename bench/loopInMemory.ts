import type { RecordQuery } from '@millrace/database'
import { type FlowHost, type FlowProgram, MemoryStore, runInterviews, type RunOutcome } from '@millrace/flow'
import { RecordValue, type Value } from '@millrace/values'
import { memoryHost, prepareFlow } from './memoryFlow.ts'
import { type Benchmark, type Budget, compare, type Figure } from './measure.ts'

const CONTACTS = 200
/// Runs per measurement: one takes microseconds, less than a clock tells.
const RUNS = 20

/// Gets the contacts, loops over them, decides on two conditions, sets a field, collects and updates: what a flow costs
/// beside the same lines written by hand over the same store in memory.
export const loopInMemory: Benchmark = {
  name: 'loop-in-memory',

  async run(budget: Budget): Promise<Figure[]> {
    const flow = prepareFlow('Activate_Sales_Contacts', SOURCE)
    const figures: Figure[] = []
    for (const trace of ['path', 'values'] as const) {
      const [ours, reference] = [seededStore(), seededStore()]
      // Made beforehand like the query of the lines by hand.
      const host: FlowHost = { ...memoryHost, store: ours, trace }
      const { ours: engine, reference: hand } = await compare(
        () => repeat(ours, () => runFlow(flow, host)),
        () => repeat(reference, updateByHand),
        budget,
      )
      const [unit, perRun] = ['µs' as const, (ms: number) => (ms * 1000) / RUNS]
      const what = trace === 'path' ? 'with the trace on' : 'with times and values in the trace'
      figures.push({
        name: `get, loop, decide, update ${CONTACTS} records in memory, ${what}`,
        ours: perRun(engine),
        reference: perRun(hand),
        unit,
      })
    }
    return figures
  },
}

function repeat(store: MemoryStore, run: (store: MemoryStore) => number): void {
  for (let i = 0; i < RUNS; i++) {
    const changed = run(store)
    if (changed !== CONTACTS / 2) throw new Error(`${changed} records were changed instead of ${CONTACTS / 2}.`)
    store.commit()
  }
}

function seededStore(): MemoryStore {
  const store = new MemoryStore(() => '003')
  for (let i = 0; i < CONTACTS; i++)
    store.insert(
      [
        RecordValue.from('Contact', {
          LastName: `Contact ${i}`,
          Department: i % 2 ? 'Sales' : 'Service',
          Title: 'New',
          AssistantName: null,
        }),
      ],
      {
        allOrNone: true,
        mode: 'user',
      },
    )
  store.commit()
  return store
}

const query: RecordQuery = {
  object: 'Contact',
  fields: ['Department', 'Title'],
  filters: [],
  logic: null,
  orderBy: null,
  limit: null,
  mode: 'user',
}

function updateByHand(store: MemoryStore): number {
  const [contacts = []] = store.find(query, [{ values: [] }])
  const changed: RecordValue[] = []
  for (const contact of contacts)
    if (contact.get('Department') === 'Sales' && contact.get('Title') !== null) {
      contact.set('Title', 'Active')
      changed.push(contact)
    }
  store.update(changed, { allOrNone: true, mode: 'user' })
  return changed.length
}

function runFlow(program: FlowProgram, host: FlowHost): number {
  const outcome = runInterviews(program, [new Map<string, Value>()], host) as RunOutcome
  return outcome.interviews[0]!.outputs.get('count') as number
}

const SOURCE = `<?xml version="1.0" encoding="UTF-8"?>
<Flow xmlns="http://soap.sforce.com/2006/04/metadata">
  <apiVersion>62.0</apiVersion>
  <assignments>
    <name>Set_Active</name><label>Set Active</label>
    <assignmentItems><assignToReference>Each_Contact.Title</assignToReference><operator>Assign</operator><value><stringValue>Active</stringValue></value></assignmentItems>
    <assignmentItems><assignToReference>changed</assignToReference><operator>Add</operator><value><elementReference>Each_Contact</elementReference></value></assignmentItems>
    <connector><targetReference>Each_Contact</targetReference></connector>
  </assignments>
  <assignments>
    <name>Count_Changed</name><label>Count Changed</label>
    <assignmentItems><assignToReference>count</assignToReference><operator>AssignCount</operator><value><elementReference>changed</elementReference></value></assignmentItems>
  </assignments>
  <decisions>
    <name>Is_Sales</name><label>Is Sales?</label>
    <defaultConnector><targetReference>Each_Contact</targetReference></defaultConnector>
    <rules>
      <name>Sales</name><label>Sales</label><conditionLogic>and</conditionLogic>
      <conditions><leftValueReference>Each_Contact.Department</leftValueReference><operator>EqualTo</operator><rightValue><stringValue>Sales</stringValue></rightValue></conditions>
      <conditions><leftValueReference>Each_Contact.Title</leftValueReference><operator>IsNull</operator><rightValue><booleanValue>false</booleanValue></rightValue></conditions>
      <connector><targetReference>Set_Active</targetReference></connector>
    </rules>
  </decisions>
  <label>Activate Sales Contacts</label>
  <loops>
    <name>Each_Contact</name><label>Each Contact</label>
    <collectionReference>Get_Contacts</collectionReference><iterationOrder>Asc</iterationOrder>
    <nextValueConnector><targetReference>Is_Sales</targetReference></nextValueConnector>
    <noMoreValuesConnector><targetReference>Update_Contacts</targetReference></noMoreValuesConnector>
  </loops>
  <processType>AutoLaunchedFlow</processType>
  <recordLookups>
    <name>Get_Contacts</name><label>Get Contacts</label>
    <connector><targetReference>Each_Contact</targetReference></connector>
    <getFirstRecordOnly>false</getFirstRecordOnly><object>Contact</object><storeOutputAutomatically>true</storeOutputAutomatically>
  </recordLookups>
  <recordUpdates>
    <name>Update_Contacts</name><label>Update Contacts</label>
    <connector><targetReference>Count_Changed</targetReference></connector>
    <inputReference>changed</inputReference>
  </recordUpdates>
  <start><connector><targetReference>Get_Contacts</targetReference></connector></start>
  <status>Active</status>
  <variables><name>changed</name><dataType>SObject</dataType><isCollection>true</isCollection><objectType>Contact</objectType></variables>
  <variables><name>count</name><dataType>Number</dataType><isOutput>true</isOutput><scale>0</scale></variables>
</Flow>
`
