import {
  asValue,
  type ComponentHost,
  type ComponentState,
  inputsOfUrl,
  type NavigationTarget,
  type Resolved,
  type Toast,
} from '@millrace/runtime'
import { type Json, num, type Value } from '@millrace/values'
import { useMemo, useState } from 'react'
import { Localized, useLabels } from '../labels/Localized.tsx'
import type { ApiFailure } from '../page/api.ts'
import { browserHost } from '../page/browserHost.ts'
import type { Session } from '../page/session.ts'
import { useJson } from '../page/useJson.ts'
import { DynamicComponent } from '../renderer/DynamicComponent.tsx'
import type { Problem } from '../renderer/Problems.tsx'
import type { Variables } from '../renderer/useInputsAndOutputs.ts'
import { Button } from '../slds/Button.tsx'
import { ScopedNotification } from '../slds/ScopedNotification.tsx'
import { Spinner } from '../slds/Spinner.tsx'
import { embeddedPage } from './embeddedPage.tsx'

export interface EmbeddedProps {
  name: string
  recordId: string | undefined
  objectApiName: string | undefined
  /// Inputs as attributes write them: JSON of names and texts.
  texts: string
  /// Inputs as values; they go before [texts].
  inputs: Readonly<Record<string, Json>>
  onOutput: (name: string, value: Value) => void
  onToast: (toast: Toast) => void
  onNavigate: (target: NavigationTarget) => void
}

interface ComponentAnswer {
  readonly component: ComponentState['definition']
  readonly problems: readonly Problem[]
  /// The objects that it reads.
  readonly objects: readonly string[]
}

/// A Dynamic Component of a server in another site's page: asks who is there and what to show, then shows it.
export function Embedded(props: EmbeddedProps) {
  const [attempt, setAttempt] = useState(0)
  const session = useJson<Session>('/millrace/v1/session', attempt)
  const answer = useJson<ComponentAnswer>(`/millrace/v1/components/${encodeURIComponent(props.name)}`, attempt)
  const locale = session.status === 'ready' ? session.data.locale : navigator.language
  const failed = session.status === 'error' ? session.failure : answer.status === 'error' ? answer.failure : undefined
  return (
    <Localized locale={locale}>
      {failed ? (
        <Failure name={props.name} failure={failed} onRetry={() => setAttempt(attempt + 1)} />
      ) : session.status === 'ready' && answer.status === 'ready' ? (
        <Opened {...props} session={session.data} answer={answer.data} />
      ) : (
        <Loading name={props.name} />
      )}
    </Localized>
  )
}

function Opened({
  session,
  answer,
  onOutput,
  ...props
}: EmbeddedProps & { session: Session; answer: ComponentAnswer }) {
  const { recordId, objectApiName, texts, inputs, onToast, onNavigate } = props
  const host = useMemo<ComponentHost>(() => {
    const host = browserHost(session, onToast, () => {}, embeddedPage.dialogs)
    // The parameters of the page around are its own affair.
    const own = {
      navigate: onNavigate,
      urlParameters: {},
      ...(recordId ? { recordId } : {}),
      ...(objectApiName ? { objectApiName } : {}),
    }
    // The same object, because what it opens in dialogs runs in it too.
    return Object.defineProperties(host, Object.getOwnPropertyDescriptors(own))
  }, [session, recordId, objectApiName, onToast, onNavigate])
  const variables = useMemo(() => inputsOf(answer.component, texts, inputs), [answer.component, texts, inputs])
  return (
    <DynamicComponent
      definition={answer.component}
      problems={answer.problems}
      host={host}
      inputs={variables}
      objects={answer.objects}
      onOutput={onOutput}
    />
  )
}

/// Inputs from attributes are read as those from a URL; of others, texts are too.
function inputsOf(
  definition: ComponentState['definition'],
  texts: string,
  inputs: Readonly<Record<string, Json>>,
): Variables {
  const written = Object.entries(inputs).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  const attributes: Readonly<Record<string, string>> = JSON.parse(texts)
  const read = inputsOfUrl(definition, { ...attributes, ...Object.fromEntries(written) })
  const values = Object.entries(inputs).filter(([, value]) => typeof value !== 'string')
  return {
    ...Object.fromEntries(read.flatMap(input => ('variable' in input ? [[input.variable, input.value]] : []))),
    ...Object.fromEntries(values.map(([name, value]) => [name, asValue(resolved(value))])),
  }
}

function resolved(value: Json): Resolved {
  if (typeof value === 'number') return num(value)
  if (Array.isArray(value)) return value.map(item => resolved(item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, resolved(item as Json)]))
}

function Loading({ name }: { name: string }) {
  const labels = useLabels()
  return (
    <div className="millrace-loading-page">
      <Spinner label={labels.loading(name)} />
    </div>
  )
}

function Failure({ name, failure, onRetry }: { name: string; failure: ApiFailure; onRetry: () => void }) {
  const labels = useLabels()
  return (
    <ScopedNotification
      variant="error"
      action={<Button label={labels.tryAgain} iconName="utility:refresh" onClick={onRetry} />}
    >
      <p>
        <strong>{labels.couldNotBeLoaded(`"${name}"`)}</strong> {failure.message}
      </p>
    </ScopedNotification>
  )
}
