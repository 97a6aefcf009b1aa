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
import { useEffect, useMemo, useState } from 'react'
import { FieldGroup } from '../../pickers/fields.tsx'
import type { ElementMark } from '../canvas/FlowCanvas.tsx'
import { END, placeId, waysOf } from '../canvas/layout.ts'
import { useFlowEdit } from '../editContext.ts'
import { flowUrl } from '../flowAnswers.ts'
import { isTriggered } from '../panels/start/StartFields.tsx'
import { sendJson } from '../sending.ts'
import type { DebugAnswer, DebugOccurrence } from './debugAnswers.ts'
import { InputField, UserField } from './debugInputs.tsx'
import { DebugScreens, DebugWait } from './DebugPause.tsx'
import { Outcome, Result } from './DebugResult.tsx'
import { changeOf, DebugStart, useDebugChange } from './DebugStart.tsx'
import { type DebugStep, debugSteps, eventLines, recordsOf, type TraceEvent, wayTaken } from './debugSteps.ts'

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
  const { run, text, onMarks, onShow, breakpoints, setBreakpoints, session, showToast } = props
  const { flow } = useFlowEdit()
  const [inputs, setInputs] = useState<Readonly<Record<string, unknown>>>({})
  const [userId, setUserId] = useState('')
  const [keepsChanges, setKeeps] = useState(false)
  const [isRunning, setRunning] = useState(false)
  const [answer, setAnswer] = useState<DebugAnswer | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [at, setAt] = useState(0)
  const [recorded, setRecorded] = useState<readonly (readonly TraceEvent[])[]>([])
  const [occurrences, setOccurrences] = useState<readonly DebugOccurrence[]>([])
  // A run that begins, or goes on past a Wait, shows its screens in a player of its own.
  const [player, setPlayer] = useState(0)
  const start =
    isTriggered(flow.start) && flow.start.object && flow.start.triggerType !== 'Scheduled' ? flow.start : null
  const [chosen, setChosen] = useState(() => (start ? changeOf(start) : NO_CHANGE))
  const change = useDebugChange(start, chosen)
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
        const traces = recorded.trace?.map(({ trace }) => trace) ?? []
        setRecorded(traces)
        setAnswer({ ...recorded, trace: traces[0] ?? [] })
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
      const way = step.flow === flow.apiName ? wayTaken(step, flow) : null
      if (way) marks.set(waysOf(step.element!), 'visited').set(placeId(way), 'visited')
    })
    if (at === steps.length - 1 && answer?.state === 'finished') marks.set(END, 'visited')
    onMarks(marks)
    const current = steps[at]
    if (current?.element && current.flow === flow.apiName) onShow(current.element)
    // The canvas follows the step, not the callbacks.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [steps, at])

  const request = (all: readonly DebugOccurrence[]) =>
    sendJson<DebugAnswer>('POST', flowUrl(flow.apiName, '/debug'), {
      text,
      inputs: filled(inputs),
      keepsChanges: keepsChanges && !start,
      occurrences: all,
      ...(userId && { userId }),
      ...(start && { change }),
    })

  const show = (done: DebugAnswer, all: readonly DebugOccurrence[]) => {
    const before = all.length === 0 ? 0 : steps.length
    const found = debugSteps(done.trace, flow)
    const stop = found.findIndex((step, i) => i >= before && step.element !== null && breakpoints.has(step.element))
    setOccurrences(all)
    setRecorded([])
    setAnswer(done)
    setAt(stop >= 0 ? stop : Math.max(0, found.length - 1))
  }

  const goOn = async (all: readonly DebugOccurrence[]) => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    setRunning(true)
    setFailure(null)
    try {
      show(await request(all), all)
      setPlayer(player + 1)
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setFailure(error.message)
      if (all.length === 0) setAnswer(null)
    } finally {
      setRunning(false)
    }
  }

  const onScreen = async (occurrence: DebugOccurrence, isKept: boolean): Promise<DebugAnswer> => {
    const all = [...occurrences, occurrence]
    const done = await request(all)
    if (isKept) show(done, all)
    return done
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
      {start && <DebugStart start={start} change={chosen} onChange={setChosen} />}
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
        {!start && <Checkbox label="Keep what the flow changes" checked={keepsChanges} onChange={setKeeps} />}
        <p className="slds-text-color_weak">
          {keepsChanges && !start ? 'The changes stay.' : 'All changes of records are rolled back.'} Calls to other
          systems are made.
        </p>
        <Button label="Run" variant="brand" iconName="utility:play" busy={isRunning} onClick={() => void goOn([])} />
      </FieldGroup>
      {failure && <ScopedNotification variant="error">{failure}</ScopedNotification>}
      {recorded.length > 1 && (
        <Select
          label="Interview"
          value={String(recorded.indexOf(answer!.trace))}
          options={recorded.map((_, i) => ({ value: String(i), label: `Interview ${i + 1} of ${recorded.length}` }))}
          onChange={position => {
            setAnswer({ ...answer!, trace: recorded[Number(position)]! })
            setAt(0)
          }}
        />
      )}
      {answer?.pause?.screen && <DebugScreens key={player} flow={flow.apiName} answer={answer} goOn={onScreen} />}
      {answer?.pause && !answer.pause.screen && (
        <DebugWait
          pause={answer.pause}
          locale={session.locale}
          isBusy={isRunning}
          onGoOn={occurrence => void goOn([...occurrences, occurrence])}
        />
      )}
      {answer && (
        <Result
          answer={answer}
          flow={flow}
          inputs={filled(inputs)}
          showToast={showToast}
          canBeTest={answer.isKept !== undefined && answer.pause === null && occurrences.length === 0 && !start}
        />
      )}
      {answer && run !== null && answer.isKept === undefined && !hasValues(answer.trace) && (
        <p className="slds-text-color_weak">
          This run recorded its path only. Run it again here to see values, or record them: "runs": {'{'} "trace":
          "values" {'}'} in millrace.json.
        </p>
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
      {steps[at] && steps[at].values.size > 0 && <Values step={steps[at]} />}
      {answer && <Outcome answer={answer} steps={steps} />}
    </>
  )
}

const NO_CHANGE = { operation: 'create', id: '', values: [], before: [] } as const

const hasValues = (events: readonly TraceEvent[]): boolean =>
  events.some(({ kind, detail }) => kind === 'start' && detail !== undefined)

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
    <table className="slds-table slds-table_bordered millrace-debug-values" aria-label="Records">
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
