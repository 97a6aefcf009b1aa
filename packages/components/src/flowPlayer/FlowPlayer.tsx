import type { ComponentHost } from '@millrace/runtime'
import type { Json } from '@millrace/values'
import { useEffect, useRef, useState } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { Button } from '../slds/Button.tsx'
import { ScopedNotification } from '../slds/ScopedNotification.tsx'
import { Spinner } from '../slds/Spinner.tsx'
import './flowPlayer.css'
import {
  type Done,
  type Interview,
  onScreen,
  readInterview,
  type Screen,
  startInterview,
  type Typed,
} from './interview.ts'
import { LocalActionRun } from './LocalActionRun.tsx'
import { Progress } from './Progress.tsx'
import { SafeHtml } from '../renderer/SafeHtml.tsx'
import type { ScreenNavigation } from './screenComponents.ts'
import { ScreenFields } from './ScreenFields.tsx'
import { ScreenRunningContext } from './ScreenRunning.ts'

export interface FlowPlayerProps {
  host: ComponentHost
  flow: string
  inputs: Readonly<Record<string, Json>>
  /// An interview to go on with, in place of a new one.
  guid?: string
  onStarted?: (interview: Interview) => void
  onFinished: (interview: Interview) => void
  onError: (error: { message: string; code?: string; runId?: string }) => void
  onPaused: (interview: Interview) => void
}

/// How long after a change the screen is asked for again.
const REFRESH_MS = 250

type Busy = 'next' | 'back' | 'pause'

/// A screen flow: starts it and shows its screens until it ends.
export function FlowPlayer({ host, flow, inputs, guid, ...events }: FlowPlayerProps) {
  const labels = useLabels()
  const [interview, setInterview] = useState<Interview>()
  const [failure, setFailure] = useState('')
  const [typed, setTyped] = useState<Typed>({})
  const [busy, setBusy] = useState<Busy>()
  const [running, setRunning] = useState<string | null>(null)
  const [key] = useState(() => host.newKey())
  // How many screens were shown: the same screen may come again.
  const [shown, setShown] = useState(0)
  // The last request that was sent: an answer to one before it is late.
  const latest = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const box = useRef<HTMLFormElement>(null)
  const checks = useRef(new Map<string, () => string | null>())
  const handlers = useRef(events)
  handlers.current = events

  const fail = (error: unknown) => setFailure(error instanceof Error ? error.message : String(error))
  const settle = (answer: Interview) => {
    if (answer.status === 'Error')
      return handlers.current.onError({ ...(answer.fault ?? { message: 'The flow failed.' }), runId: answer.runId })
    if (!answer.screen)
      return answer.status === 'Finished' ? handlers.current.onFinished(answer) : handlers.current.onPaused(answer)
    setInterview(answer)
  }

  // A start that comes twice is one: the key is the same.
  useEffect(() => {
    let isWanted = true
    const begun = guid === undefined ? startInterview(host, flow, inputs, key) : readInterview(host, guid)
    begun.then(
      answer => {
        if (!isWanted) return
        handlers.current.onStarted?.(answer)
        settle(answer)
      },
      (error: unknown) => {
        if (isWanted) handlers.current.onError({ message: error instanceof Error ? error.message : String(error) })
      },
    )
    return () => {
      isWanted = false
      clearTimeout(timer.current)
    }
    // It is started once: another flow or other inputs are another player.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])

  const screen = interview?.screen
  const screenName = screen?.name
  useEffect(() => {
    if (screenName !== undefined) focusFirst(box.current)
  }, [screenName, shown])

  if (!interview || !screen)
    return (
      <div className="millrace-loading-page">
        <Spinner label={labels.loadingFlow} />
      </div>
    )

  const change = (name: string, value: unknown) => {
    const next = { ...typed, [name]: value }
    setTyped(next)
    const errors = screen.errors.filter(({ field }) => field !== name && field?.startsWith(`${name}/`) !== true)
    if (errors.length < screen.errors.length) setInterview({ ...interview, screen: { ...screen, errors } })
    const source = eventOf(screen, name)
    if (!screen.isReactive && source === undefined) return
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void (source === undefined ? refresh(next) : run(source, next)), REFRESH_MS)
  }
  const refresh = async (values: Typed) => {
    const request = ++latest.current
    const answer = await onScreen(host, interview.guid, 'refresh', { values }).catch(() => undefined)
    if (answer?.screen && request === latest.current)
      setInterview(now => ({ ...answer, screen: { ...answer.screen!, errors: now?.screen?.errors ?? [] } }))
  }
  /// Runs the screen actions of an event; the screen stays, with what they found.
  const run = async (source: string, values: Typed) => {
    clearTimeout(timer.current)
    const request = ++latest.current
    setRunning(source)
    setFailure('')
    try {
      const answer = await onScreen(host, interview.guid, 'run', { values, source })
      if (request !== latest.current) return
      // What was sent is kept there; what was typed meanwhile stays.
      setTyped(now => Object.fromEntries(Object.entries(now).filter(([name, value]) => values[name] !== value)))
      settle(answer)
    } catch (error) {
      fail(error)
    } finally {
      if (request === latest.current) setRunning(null)
    }
  }
  const go = async (action: Busy, done: Done = { values: typed }) => {
    if (busy) return
    clearTimeout(timer.current)
    latest.current++
    setRunning(null)
    setFailure('')
    const found = action === 'next' ? problemsOf(checks.current) : []
    if (found.length > 0) return tell({ ...interview, screen: { ...screen, errors: found } })
    setBusy(action)
    try {
      const answer = await onScreen(host, interview.guid, action, done)
      if (action === 'pause') return handlers.current.onPaused(answer)
      if (answer.screen && answer.screen.errors.length > 0) return tell(answer)
      setTyped({})
      checks.current.clear()
      setShown(shown + 1)
      settle(answer)
    } catch (error) {
      fail(error)
    } finally {
      setBusy(undefined)
    }
  }
  const tell = (answer: Interview) => {
    setInterview(answer)
    requestAnimationFrame(() => focusProblem(box.current))
  }

  if (screen.localAction)
    return (
      <LocalActionRun
        key={shown}
        host={host}
        action={screen.localAction}
        busy={busy !== undefined}
        onDone={done => void go('next', done)}
      />
    )

  const general = screen.errors.filter(({ field }) => field === null || !shows(screen, field))
  const navigate = (action: ScreenNavigation) => {
    if (action === 'pause' || action === 'back') void go(action)
    else if (screen.next !== null) void go('next')
  }
  return (
    <form
      ref={box}
      noValidate
      className="millrace-flow"
      aria-label={screen.label}
      aria-busy={busy !== undefined || running !== null || undefined}
      onSubmit={event => {
        event.preventDefault()
        if (screen.next !== null) void go('next')
      }}
    >
      {screen.progress?.location === 'top' && <Progress progress={screen.progress} />}
      {/* The screen that came in place of another is said. */}
      <h3
        className={screen.showHeader ? 'slds-text-heading_small slds-m-bottom_small' : 'slds-assistive-text'}
        aria-live="polite"
      >
        {screen.label}
      </h3>
      {screen.helpText && (
        <div className="slds-m-bottom_small">
          <SafeHtml html={screen.helpText} />
        </div>
      )}
      {(failure || screen.errors.length > 0) && (
        <div className="slds-m-bottom_small">
          <ScopedNotification variant="error">
            {failure || general.map(({ message }) => message).join(' ') || labels.screenHasErrors}
          </ScopedNotification>
        </div>
      )}
      {/* Enter in an input is Next. */}
      <button type="submit" className="slds-hide" tabIndex={-1} aria-hidden="true" />
      <ScreenRunningContext.Provider
        value={{
          running,
          run: source => void run(source, typed),
          navigate,
          validate: (name, check) => {
            if (check) checks.current.set(name, check)
            else checks.current.delete(name)
          },
        }}
      >
        <ScreenFields
          key={shown}
          host={host}
          fields={screen.fields}
          typed={typed}
          errors={screen.errors}
          onChange={change}
        />
      </ScreenRunningContext.Provider>
      {screen.showFooter && <Footer screen={screen} busy={busy} onGo={action => void go(action)} />}
    </form>
  )
}

/// The event that a change of the component [name] is, other than a click.
function eventOf({ triggers = [] }: Screen, name: string): string | undefined {
  return triggers.find(({ event, source }) => !/click$/i.test(event) && source.split('.')[0] === name)?.source
}

const problemsOf = (checks: ReadonlyMap<string, () => string | null>): Screen['errors'] =>
  [...checks].flatMap(([field, check]) => {
    const message = check()
    return message === null ? [] : [{ field, message }]
  })

interface FooterProps {
  screen: Screen
  busy: Busy | undefined
  onGo: (action: Busy) => void
}

function Footer({ screen, busy, onGo }: FooterProps) {
  const labels = useLabels()
  return (
    <div className="millrace-flow-footer">
      {screen.progress?.location === 'footer' && <Progress progress={screen.progress} />}
      <div className="millrace-flow-buttons">
        {screen.pause !== null && (
          <Button label={screen.pause || labels.pause} busy={busy === 'pause'} onClick={() => onGo('pause')} />
        )}
        {screen.back !== null && (
          <Button label={screen.back || labels.previous} busy={busy === 'back'} onClick={() => onGo('back')} />
        )}
        {screen.next !== null && (
          <Button
            label={screen.next || (screen.isLast ? labels.finish : labels.next)}
            variant="brand"
            busy={busy === 'next'}
            onClick={() => onGo('next')}
          />
        )}
      </div>
    </div>
  )
}

/// Whether a component with that name stands on the screen and tells its error itself.
function shows(screen: Screen, name: string): boolean {
  const has = (fields: Screen['fields']): boolean =>
    fields.some(
      field =>
        field.name === name ||
        has(field.fields ?? []) ||
        name.startsWith(`${field.name}/`) ||
        field.choices?.some(({ input }) => input?.name === name) === true,
    )
  return has(screen.fields)
}

const INPUTS = 'input:not([disabled]), textarea:not([disabled]), select:not([disabled])'

function focusFirst(box: HTMLElement | null): void {
  box?.querySelector<HTMLElement>(INPUTS)?.focus({ preventScroll: true })
}

function focusProblem(box: HTMLElement | null): void {
  box?.querySelector('.slds-has-error')?.querySelector<HTMLElement>(INPUTS)?.focus()
}
