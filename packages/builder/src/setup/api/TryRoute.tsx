import { ApiFailure, Badge, FormElement, ScopedNotification, send } from '@millrace/components'
import { useId, useState } from 'react'
import { addressOf, type ApiDocument, bodyOf, type Route } from './apiDocument.ts'

interface Answer {
  readonly status: number
  readonly milliseconds: number
  readonly text: string
}

/// A request to fill in and send as the signed-in user, and the answer.
export function TryRoute({ route, document }: { route: Route; document: ApiDocument }) {
  const id = useId()
  const suggested = bodyOf(route, document)
  const [values, setValues] = useState<Readonly<Record<string, string>>>({ version: '62.0' })
  const [body, setBody] = useState(suggested?.text ?? '')
  const [isBusy, setIsBusy] = useState(false)
  const [answer, setAnswer] = useState<Answer | ApiFailure>()
  const isMissing = (route.parameters ?? []).some(({ name, in: place }) => place === 'path' && !values[name])

  const submit = async () => {
    setIsBusy(true)
    const began = performance.now()
    try {
      const response = await send(addressOf(route, values), {
        method: route.method,
        ...(suggested && { body, headers: { 'Content-Type': suggested.type } }),
      })
      const text = readable(await response.text())
      setAnswer({ status: response.status, milliseconds: performance.now() - began, text })
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setAnswer(error)
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <form
      className="millrace-api-form"
      onSubmit={event => {
        event.preventDefault()
        if (!isMissing && !isBusy) void submit()
      }}
    >
      {(route.parameters ?? []).map(({ name, in: place, description }) => (
        <FormElement key={name} id={`${id}-${name}`} label={name} required={place === 'path'}>
          <input
            id={`${id}-${name}`}
            className="slds-input"
            value={values[name] ?? ''}
            placeholder={description}
            onChange={event => setValues({ ...values, [name]: event.target.value })}
          />
        </FormElement>
      ))}
      {suggested && (
        <FormElement id={`${id}-body`} label={`Body (${suggested.type})`}>
          <textarea
            id={`${id}-body`}
            className="slds-textarea millrace-api-text"
            rows={Math.min(16, body.split('\n').length + 1)}
            spellCheck={false}
            value={body}
            onChange={event => setBody(event.target.value)}
          />
        </FormElement>
      )}
      <div className="millrace-api-send">
        <button type="submit" className="slds-button slds-button_brand" disabled={isMissing}>
          Send
        </button>
        {route.method !== 'GET' && <span className="slds-text-color_weak">This acts on the org as you.</span>}
      </div>
      <div aria-live="polite">
        {answer instanceof ApiFailure && <ScopedNotification variant="error">{answer.message}</ScopedNotification>}
        {answer && !(answer instanceof ApiFailure) && <AnswerText answer={answer} />}
      </div>
    </form>
  )
}

function AnswerText({ answer: { status, milliseconds, text } }: { answer: Answer }) {
  return (
    <>
      <p className="slds-m-bottom_x-small">
        <Badge label={String(status)} variant={status < 400 ? 'success' : 'error'} /> in {Math.round(milliseconds)} ms
      </p>
      {text && (
        <textarea
          className="slds-textarea millrace-api-text"
          aria-label="Answer"
          rows={Math.min(24, text.split('\n').length + 1)}
          readOnly
          value={text}
        />
      )}
    </>
  )
}

/// JSON with line breaks; anything else as it came, long ones cut.
function readable(text: string): string {
  let shown = text
  try {
    shown = JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    // It is CSV, XML or a page.
  }
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST)}\n… ${shown.length - LONGEST} more characters` : shown
}

const LONGEST = 200_000
