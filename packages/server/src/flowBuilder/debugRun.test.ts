import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleServer, type ExampleServer } from '../../../../scripts/exampleServer.ts'

const flowText = (start: string, parts: string, type = 'AutoLaunchedFlow') => `<Flow>
  ${parts}
  <label>Tried</label>
  <processType>${type}</processType>
  ${start}
  <status>Draft</status>
</Flow>`

const to = (name: string) => `<connector><targetReference>${name}</targetReference></connector>`

const onContact = (triggerType: string, entry: string) =>
  flowText(
    `<start>${to('Set')}<object>Contact</object><recordTriggerType>CreateAndUpdate</recordTriggerType>
      <triggerType>${triggerType}</triggerType>${entry}</start>`,
    `<assignments><name>Set</name><label>Set</label>
      <assignmentItems><assignToReference>$Record.Title</assignToReference><operator>Assign</operator>
        <value><elementReference>$Record__Prior.LastName</elementReference></value></assignmentItems></assignments>`,
  )

const statusChanged = `<filterFormula>ISCHANGED({!$Record.LastName})</filterFormula>`

const waiting = flowText(
  `<start>${to('Pause')}</start>`,
  `<waits><name>Pause</name><label>Pause</label><defaultConnectorLabel>Default</defaultConnectorLabel>
    <waitEvents><conditionLogic>and</conditionLogic>${to('Note')}<label>A day</label>
      <offset>1</offset><offsetUnit>Days</offsetUnit></waitEvents></waits>
  <assignments><name>Note</name><label>Note</label>
    <assignmentItems><assignToReference>at</assignToReference><operator>Assign</operator>
      <value><elementReference>$Flow.CurrentDateTime</elementReference></value></assignmentItems></assignments>
  <variables><name>at</name><dataType>DateTime</dataType><isCollection>false</isCollection><isOutput>true</isOutput></variables>`,
)

const asking = flowText(
  `<start>${to('Ask')}</start>`,
  `<screens><name>Ask</name><label>Ask</label>
    <fields><name>answer</name><dataType>String</dataType><fieldText>Answer</fieldText><fieldType>InputField</fieldType>
      <isRequired>true</isRequired></fields>${to('Keep')}</screens>
  <assignments><name>Keep</name><label>Keep</label>
    <assignmentItems><assignToReference>said</assignToReference><operator>Assign</operator>
      <value><elementReference>answer</elementReference></value></assignmentItems></assignments>
  <variables><name>said</name><dataType>String</dataType><isCollection>false</isCollection><isOutput>true</isOutput></variables>`,
  'Flow',
)

interface Debugged {
  readonly state: string
  readonly outputs: Readonly<Record<string, unknown>>
  readonly recordFields: object | null
  readonly pause: { readonly element: string; readonly screen: { readonly errors: readonly object[] } | null } | null
  readonly transactions: readonly object[]
  readonly trace: readonly { readonly kind: string }[]
}

describe('debug runs', () => {
  let server: ExampleServer
  let id: string
  let lastName: string
  beforeAll(async () => {
    server = await exampleServer()
    const query = '/services/data/v62.0/query?q=SELECT Id, LastName FROM Contact LIMIT 1'
    const { records } = (await server.send(query)).json as { records: { Id: string; LastName: string }[] }
    ;[{ Id: id, LastName: lastName }] = records as [{ Id: string; LastName: string }]
  })
  afterAll(() => server?.close())

  const debug = async (text: string, more: object = {}) => {
    const url = '/millrace/v1/flows/Tried/debug'
    const { status, json } = await server.send({ method: 'POST', url, payload: { text, ...more } })
    return { status, ...(json as Debugged) }
  }

  it('start with a record that is updated, and tell what the flow sets on it', async () => {
    const change = { operation: 'update', id, values: { LastName: 'After' }, before: {} }
    const done = await debug(onContact('RecordBeforeSave', statusChanged), { change })
    expect(done).toMatchObject({ state: 'finished', recordFields: { Title: lastName } })
  })

  it('do not start when the entry conditions are not met', async () => {
    const change = { operation: 'update', id }
    expect(await debug(onContact('RecordBeforeSave', statusChanged), { change })).toMatchObject({
      state: 'not started',
      trace: [],
    })
  })

  it('find the record stored after the save, with what it was before', async () => {
    const change = { operation: 'update', id, values: {}, before: { LastName: 'Before' } }
    const done = await debug(onContact('RecordAfterSave', statusChanged), { change })
    expect([done.state, JSON.stringify(done.trace).includes('Before')]).toEqual(['finished', true])
  })

  it('start with a record that is made for them and rolled back', async () => {
    const change = { operation: 'create', values: { LastName: 'Made For Debugging' } }
    const done = await debug(onContact('RecordAfterSave', ''), { change })
    expect(done.state).toBe('finished')
    const query = "/services/data/v62.0/query?q=SELECT count() FROM Contact WHERE LastName = 'Made For Debugging'"
    expect((await server.send(query)).json).toMatchObject({ totalSize: 0 })
  })

  it('want a record where records start the flow', async () => {
    expect((await debug(onContact('RecordAfterSave', ''))).status).toBe(400)
  })

  it('go past a Wait, now or at its time', async () => {
    expect(await debug(waiting)).toMatchObject({ state: 'waiting', pause: { element: 'Pause' } })
    const hoursLater = async (at: string) => {
      const { state, outputs, transactions } = await debug(waiting, { occurrences: [{ event: 0, at }] })
      const hours = Math.abs(Math.round((Date.parse(String(outputs['at'])) - Date.now()) / 3_600_000))
      return [state, hours, transactions.length]
    }
    expect(await hoursLater('now')).toEqual(['finished', 0, 2])
    expect(await hoursLater('its time')).toEqual(['finished', 24, 2])
  })

  it('show screens, say what is wrong there, and go on', async () => {
    const answer = (values: object) => ({ screen: { action: 'next', values } })
    const wrong = await debug(asking, { occurrences: [answer({})] })
    expect([wrong.state, wrong.pause?.screen?.errors.length]).toEqual(['waiting', 1])
    const done = await debug(asking, { occurrences: [answer({}), answer({ answer: 'Yes' })] })
    expect([done.state, done.outputs]).toEqual(['finished', { said: 'Yes' }])
  })
})
