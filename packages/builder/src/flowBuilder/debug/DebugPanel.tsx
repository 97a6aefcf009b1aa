import {
  ApiFailure,
  Button,
  ButtonIcon,
  Checkbox,
  getJson,
  type PageRouteProps,
  ScopedNotification,
  Select,
  type Session,
} from '@millrace/components'
import { type Flow, type FlowVariable } from '@millrace/metadata'
import { useEffect, useMemo, useState } from 'react'
import { Combobox, searched } from '../../pickers/Combobox.tsx'
import { FieldGroup, TextField } from '../../pickers/fields.tsx'
import { useSchema } from '../../pickers/schema.tsx'
import type { ElementMark } from '../canvas/FlowCanvas.tsx'
import { useFlowEdit } from '../editContext.ts'
import { flowUrl } from '../flowAnswers.ts'
import { sendJson } from '../sending.ts'
import { type DebugStep, debugSteps, eventLines, recordsOf, type TraceEvent } from './debugSteps.ts'

interface DebugAnswer {
  readonly state: string
  readonly isKept?: boolean
  readonly durationMs: number
  readonly fault: { readonly element: string | null; readonly code: string; readonly message: string } | null
  readonly outputs: unknown
  readonly trace: readonly TraceEvent[]
  readonly usage: Readonly<Record<string, number>> | null
}

export interface DebugPanelProps extends Pick<PageRouteProps, 'showToast'> {
  readonly session: Session
  /// A recorded run to look at instead.
  readonly run: string | null
  readonly text: string
  readonly breakpoints: ReadonlySet<string>
  setBreakpoints(names: ReadonlySet<string>): void
  onMarks(marks: ReadonlyMap<string, ElementMark> | undefined): void
  onShow(name: string): void
}

/// Runs the flow as it stands here, and goes through what happened step by step, back and forth.
export default function DebugPanel(props: DebugPanelProps) {
  const { run, text, onMarks, onShow, breakpoints, setBreakpoints, showToast } = props
  const { flow } = useFlowEdit()
  const [inputs, setInputs] = useState<Readonly<Record<string, unknown>>>({})
  const [userId, setUserId] = useState('')
  const [keepsChanges, setKeeps] = useState(false)
  const [isRunning, setRunning] = useState(false)
  const [answer, setAnswer] = useState<DebugAnswer | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [at, setAt] = useState(0)
  const steps = useMemo(() => (answer ? debugSteps(answer.trace, flow) : []), [answer, flow])

  useEffect(() => {
    if (!run) return
    getJson<{
      state: string
      durationMs: number
      fault: DebugAnswer['fault']
      outputs: unknown
      inputs: unknown
      usage: DebugAnswer['usage']
      trace: readonly { trace: readonly TraceEvent[] }[] | null
    }>(`/millrace/v1/runs/${encodeURIComponent(run)}`).then(
      recorded => {
        setAnswer({ ...recorded, trace: recorded.trace?.[0]?.trace ?? [] })
        setAt(0)
        // To run it again with what it was given.
        if (Array.isArray(recorded.inputs)) setInputs(recorded.inputs[0] as Readonly<Record<string, unknown>>)
      },
      (error: unknown) => setFailure(error instanceof Error ? error.message : String(error)),
    )
  }, [run])

  useEffect(() => {
    if (steps.length === 0) return onMarks(undefined)
    const marks = new Map<string, ElementMark>()
    steps.slice(0, at + 1).forEach((step, i) => {
      if (step.element && step.flow === flow.apiName)
        marks.set(step.element, step.isFault ? 'fault' : i === at ? 'current' : 'visited')
    })
    onMarks(marks)
    const current = steps[at]
    if (current?.element && current.flow === flow.apiName) onShow(current.element)
    // The canvas follows the step, not the callbacks.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [steps, at])

  const start = async () => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    setRunning(true)
    setFailure(null)
    try {
      const body = { text, inputs: filled(inputs), keepsChanges, ...(userId && { userId }) }
      const done = await sendJson<DebugAnswer>('POST', flowUrl(flow.apiName, '/debug'), body)
      setAnswer(done)
      const found = debugSteps(done.trace, flow)
      const stop = found.findIndex(step => step.element !== null && breakpoints.has(step.element))
      setAt(stop >= 0 ? stop : found.length - 1)
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setFailure(error.message)
      setAnswer(null)
    } finally {
      setRunning(false)
    }
  }

  const toBreakpoint = (direction: 1 | -1) => {
    for (let i = at + direction; i >= 0 && i < steps.length; i += direction)
      if (steps[i]!.element !== null && breakpoints.has(steps[i]!.element!)) return setAt(i)
    setAt(direction > 0 ? steps.length - 1 : 0)
  }

  return (
    <>
      <div className="millrace-panel-head">
        <h2>Debug</h2>
      </div>
      <FieldGroup title="Inputs">
        {flow.variables.every(({ isInput }) => !isInput) && (
          <p className="slds-text-color_weak">The flow takes no inputs.</p>
        )}
        {flow.variables.map(variable =>
          variable.isInput ? (
            <InputField
              key={variable.name}
              variable={variable}
              value={inputs[variable.name]}
              onChange={value => setInputs({ ...inputs, [variable.name]: value })}
            />
          ) : null,
        )}
      </FieldGroup>
      <FieldGroup title="Run">
        <UserField value={userId} onChange={setUserId} />
        <Checkbox label="Keep what the flow changes" checked={keepsChanges} onChange={setKeeps} />
        <p className="slds-text-color_weak">
          {keepsChanges ? 'The changes stay.' : 'All changes of records are rolled back.'} Calls to other systems are
          made.
        </p>
        <Button label="Run" variant="brand" iconName="utility:play" busy={isRunning} onClick={() => void start()} />
      </FieldGroup>
      {failure && <ScopedNotification variant="error">{failure}</ScopedNotification>}
      {answer && (
        <Result
          answer={answer}
          flow={flow}
          inputs={filled(inputs)}
          showToast={showToast}
          isRecorded={run !== null && answer.isKept === undefined}
        />
      )}
      {steps.length > 0 && (
        <FieldGroup title={`Steps (${at + 1} of ${steps.length})`}>
          <div className="millrace-button-row">
            <ButtonIcon
              iconName="utility:jump_to_left"
              assistiveText="To the previous breakpoint or the start"
              variant="border"
              onClick={() => toBreakpoint(-1)}
            />
            <ButtonIcon
              iconName="utility:left"
              assistiveText="Step Back"
              variant="border"
              disabled={at === 0}
              onClick={() => setAt(at - 1)}
            />
            <ButtonIcon
              iconName="utility:right"
              assistiveText="Step Forward"
              variant="border"
              disabled={at === steps.length - 1}
              onClick={() => setAt(at + 1)}
            />
            <ButtonIcon
              iconName="utility:jump_to_right"
              assistiveText="To the next breakpoint or the end"
              variant="border"
              onClick={() => toBreakpoint(1)}
            />
          </div>
          <ol className="millrace-debug-steps">
            {steps.map((step, i) => (
              <Step
                key={i}
                step={step}
                isCurrent={i === at}
                hasBreakpoint={step.element !== null && breakpoints.has(step.element)}
                onShow={() => setAt(i)}
                onBreakpoint={() => {
                  if (step.element) setBreakpoints(toggled(breakpoints, step.element))
                }}
              />
            ))}
          </ol>
        </FieldGroup>
      )}
      {steps[at] && <Values step={steps[at]} />}
      {answer && <Outcome answer={answer} />}
    </>
  )
}

const filled = (inputs: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== undefined && value !== ''))

function toggled(names: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const next = new Set(names)
  if (!next.delete(name)) next.add(name)
  return next
}

function Step({
  step,
  isCurrent,
  hasBreakpoint,
  onShow,
  onBreakpoint,
}: {
  step: DebugStep
  isCurrent: boolean
  hasBreakpoint: boolean
  onShow(): void
  onBreakpoint(): void
}) {
  return (
    <li>
      <div className="slds-grid">
        <button
          type="button"
          className={`millrace-debug-step ${isCurrent ? 'is-current' : ''} ${step.isFault ? 'is-fault' : ''}`}
          aria-current={isCurrent ? 'step' : undefined}
          onClick={onShow}
        >
          <span>{step.title}</span>
          {step.took !== null && <span className="slds-text-color_weak">{step.took} ms</span>}
        </button>
        {isCurrent && step.element && (
          <Button label={hasBreakpoint ? 'Remove Breakpoint' : 'Breakpoint'} variant="base" onClick={onBreakpoint} />
        )}
      </div>
      {isCurrent && (
        <div className="millrace-debug-detail">
          {step.events.map((event, i) => (
            <div key={i}>
              {eventLines(event).map(line => (
                <p key={line}>{line}</p>
              ))}
              <Records records={recordsOf(event)} />
            </div>
          ))}
        </div>
      )}
    </li>
  )
}

function Records({ records }: { records: readonly Readonly<Record<string, string>>[] }) {
  if (records.length === 0) return null
  const names = Object.keys(records[0]!).slice(0, 5)
  return (
    <table className="slds-table slds-table_bordered millrace-debug-values" aria-label="Records found">
      <thead>
        <tr>
          {names.map(name => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {records.map((record, i) => (
          <tr key={i}>
            {names.map(name => (
              <td key={name}>{record[name]}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Values({ step }: { step: DebugStep }) {
  return (
    <FieldGroup title="Values After This Step">
      <table className="slds-table slds-table_bordered millrace-debug-values" aria-label="Values">
        <thead>
          <tr>
            <th scope="col">Resource</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {[...step.values].map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{step.changed.has(name) ? <strong>{value}</strong> : value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </FieldGroup>
  )
}

const usageWords: Readonly<Record<string, string>> = {
  soqlQueries: 'SOQL queries (of 100)',
  queryRows: 'Query rows (of 50,000)',
  dmlStatements: 'DML statements (of 150)',
  dmlRows: 'DML rows (of 10,000)',
}

interface ResultProps extends Pick<PageRouteProps, 'showToast'> {
  answer: DebugAnswer
  flow: Flow
  inputs: Readonly<Record<string, unknown>>
  isRecorded: boolean
}

function Result({ answer, flow, inputs, isRecorded, showToast }: ResultProps) {
  const { state, fault, outputs, durationMs, isKept } = answer
  const saveTest = async () => {
    try {
      const { path } = await sendJson<{ path: string }>('POST', flowUrl(flow.apiName, '/tests'), {
        inputs,
        outputs: fault ? null : outputs,
        fault: fault ? { element: fault.element, message: fault.message } : null,
      })
      showToast({ title: 'The run was saved as a test.', message: path, variant: 'success', mode: 'dismissible' })
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      showToast({ title: 'The test was not saved', message: error.message, variant: 'error', mode: 'sticky' })
    }
  }
  return (
    <FieldGroup title="Result">
      {fault ? (
        <ScopedNotification variant="error">
          <strong>{fault.message}</strong>
          {fault.element && ` At the element ${fault.element}.`} {fault.code}
        </ScopedNotification>
      ) : (
        <p>
          {stateWords[state] ?? state} in {durationMs} ms. {isKept === false && 'Nothing was changed.'}
          {isKept === true && 'The changes were kept.'}
        </p>
      )}
      {!isRecorded && <Button label="Save as Scenario Test" iconName="utility:save" onClick={() => void saveTest()} />}
    </FieldGroup>
  )
}

const stateWords: Readonly<Record<string, string>> = {
  finished: 'Finished',
  waiting: 'Waits, where a debug run ends,',
}

function Outcome({ answer: { usage, outputs } }: { answer: DebugAnswer }) {
  return (
    <FieldGroup title="Outputs and Limits">
      <dl className="millrace-facts">
        {Object.entries(usage ?? {}).map(([name, used]) => (
          <div key={name}>
            <dt className="slds-text-color_weak slds-text-body_small">{usageWords[name] ?? name}</dt>
            <dd>{used}</dd>
          </div>
        ))}
      </dl>
      <pre className="millrace-json">{JSON.stringify(outputs, null, 2)}</pre>
    </FieldGroup>
  )
}

interface InputFieldProps {
  variable: FlowVariable
  value: unknown
  onChange(value: unknown): void
}

/// A field that fits the input's type: records are picked, numbers are numbers.
function InputField({ variable, value, onChange }: InputFieldProps) {
  const { name, dataType, isCollection, objectType } = variable
  const label = `${name} (${dataType === 'SObject' ? objectType : dataType}${isCollection ? ' collection' : ''})`
  const looksLikeIds = dataType === 'String' && /(?:^|[a-z0-9_])Ids?$|(?:^|_)ids?$/.test(name)
  if (looksLikeIds || dataType === 'SObject')
    return (
      <RecordsField
        label={label}
        object={objectType ?? guessedObject(name)}
        isCollection={isCollection}
        isRecord={dataType === 'SObject'}
        value={value}
        onChange={onChange}
      />
    )
  if (isCollection)
    return (
      <TextField
        label={label}
        multiline
        help="One value a line."
        value={Array.isArray(value) ? value.join('\n') : ''}
        onCommit={text => onChange(text === '' ? undefined : text.split('\n').map(line => typed(line, dataType)))}
      />
    )
  if (dataType === 'Boolean') return <Checkbox label={label} checked={value === true} onChange={onChange} />
  const type = dataType === 'Number' || dataType === 'Currency' ? 'number' : dataType === 'Date' ? 'date' : 'text'
  return (
    <TextField
      label={label}
      type={type}
      placeholder={dataType === 'DateTime' ? '2026-01-31T10:00:00Z' : undefined}
      value={value === undefined ? '' : String(value)}
      onCommit={text => onChange(text === '' ? undefined : typed(text, dataType))}
    />
  )
}

const typed = (text: string, dataType: string): unknown =>
  dataType === 'Number' || dataType === 'Currency'
    ? Number(text)
    : dataType === 'Boolean'
      ? /^true$/i.test(text.trim())
      : text

/// `ContactIds` and `contactId` are of contacts, most likely.
const guessedObject = (name: string): string => name.replace(/_?ids?$/i, '').replace(/^record$/i, '')

interface RecordsFieldProps {
  label: string
  object: string
  isCollection: boolean
  isRecord: boolean
  value: unknown
  onChange(value: unknown): void
}

function RecordsField({ label, object, isCollection, isRecord, value, onChange }: RecordsFieldProps) {
  const { objects } = useSchema()
  const known = objects?.find(({ name }) => name.toLowerCase() === object.toLowerCase())
  const [chosen, setChosen] = useState('')
  const of = chosen || known?.name || ''
  const records = useRecords(of)
  const values: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value]
  const idOf = (one: unknown): string =>
    typeof one === 'object' && one !== null && 'Id' in one ? String(one.Id) : String(one)
  const nameOf = (id: string) => records.find(record => record.Id === id)?.Name ?? id
  const make = (id: string): unknown => (isRecord ? { attributes: { type: of }, Id: id } : id)
  return (
    <div className="slds-m-bottom_x-small">
      {!known && !isRecord && objects && (
        <Select
          label={`Object of ${label}`}
          value={chosen}
          onChange={setChosen}
          options={[{ value: '', label: 'Choose…' }, ...objects.map(({ name, label }) => ({ value: name, label }))]}
        />
      )}
      <Combobox
        label={label}
        value=""
        placeholder={of ? `Search ${of} records, or paste an Id…` : 'Paste an Id…'}
        options={text =>
          searched(
            records.map(({ Id, Name }) => ({ value: Id, label: Name, detail: Id })),
            text,
          )
        }
        onCommit={id => {
          if (id) onChange(isCollection ? [...values, make(id.trim())] : make(id.trim()))
        }}
      />
      <ul>
        {values.map((one, i) => (
          <li key={idOf(one)} className="slds-grid slds-grid_vertical-align-center">
            <span>{nameOf(idOf(one))}</span>
            <ButtonIcon
              iconName="utility:close"
              assistiveText={`Remove ${nameOf(idOf(one))}`}
              size="small"
              onClick={() => onChange(isCollection ? values.filter((_, at) => at !== i) : undefined)}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

interface NamedRecord {
  readonly Id: string
  readonly Name: string
}

function useRecords(object: string): readonly NamedRecord[] {
  const [found, setFound] = useState<{ object: string; records: readonly NamedRecord[] }>({ object: '', records: [] })
  useEffect(() => {
    if (!object) return
    const query = `SELECT Id, Name FROM ${object} ORDER BY Name LIMIT 200`
    getJson<{ records: readonly NamedRecord[] }>(`/services/data/v62.0/query?q=${encodeURIComponent(query)}`).then(
      ({ records }) => setFound({ object, records }),
      () => setFound({ object, records: [] }),
    )
  }, [object])
  return found.object === object ? found.records : []
}

function UserField({ value, onChange }: { value: string; onChange(userId: string): void }) {
  const users = useRecords('User')
  return (
    <Select
      label="Run as User"
      value={value}
      onChange={onChange}
      options={[{ value: '', label: 'Myself' }, ...users.map(({ Id, Name }) => ({ value: Id, label: Name }))]}
    />
  )
}
