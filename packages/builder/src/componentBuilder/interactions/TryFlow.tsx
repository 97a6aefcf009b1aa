import { ApiFailure, Button, FormElement, Modal, postJson, ScopedNotification } from '@millrace/components'
import type { FlowDescription } from '@millrace/runtime'
import { type DataType, describeType } from '@millrace/values'
import { useState } from 'react'
import { JsonField } from '../right/JsonField.tsx'

interface TryAnswer {
  readonly state: string
  readonly durationMs: number
  readonly fault: { readonly element: string | null; readonly message: string } | null
  readonly outputs: Readonly<Record<string, unknown>>
  readonly reached: Readonly<Record<string, readonly string[]>>
}

/// Runs the flow with sample values and rolls back what it changed: what came out, and which elements it went through.
export function TryFlow({ flow, onClose }: { flow: FlowDescription; onClose: () => void }) {
  const [inputs, setInputs] = useState<Readonly<Record<string, unknown>>>({})
  const [answer, setAnswer] = useState<TryAnswer>()
  const [failure, setFailure] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    setFailure(undefined)
    try {
      const values = flow.inputs.map(({ name, type }) => [name, sampleValue(inputs[name], type)] as const)
      const given = Object.fromEntries(values.filter(([, value]) => value !== undefined))
      setAnswer(
        await postJson<TryAnswer>(`/millrace/v1/builder/flows/${encodeURIComponent(flow.name)}/try`, { inputs: given }),
      )
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setAnswer(undefined)
      setFailure(error.message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      title={`Run "${flow.label}" with sample values`}
      onClose={onClose}
      footer={
        <>
          <Button label="Close" onClick={onClose} />
          <Button label="Run and Roll Back" variant="brand" busy={isBusy} onClick={() => void run()} />
        </>
      }
    >
      <div className="builder-fields">
        <p className="builder-note">
          The run is rolled back: no record changes. Actions that reach the world outside do so.
        </p>
        {flow.inputs.map(({ name, type }) => (
          <FormElement key={name} id={`try-${name}`} label={name} help={hintFor(type)}>
            <JsonField
              id={`try-${name}`}
              value={inputs[name]}
              onChange={value => setInputs({ ...inputs, [name]: value })}
            />
          </FormElement>
        ))}
        {failure && <ScopedNotification variant="error">{failure}</ScopedNotification>}
        {answer && (
          <section aria-label="Result">
            <h3 className="builder-heading">
              {answer.state === 'finished' ? 'Finished' : 'Failed'} in {answer.durationMs} ms, rolled back
            </h3>
            {answer.fault && (
              <ScopedNotification variant="error">
                {answer.fault.element && `${answer.fault.element}: `}
                {answer.fault.message}
              </ScopedNotification>
            )}
            <dl className="builder-outputs">
              {Object.entries(answer.outputs).map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
                </div>
              ))}
            </dl>
            <p className="builder-note">
              Went through: {Object.values(answer.reached).flat().join(', ') || 'no element'}
            </p>
          </section>
        )}
      </div>
    </Modal>
  )
}

/// For a collection of texts, "a, b" stands for both.
function sampleValue(value: unknown, type: DataType): unknown {
  if (type.kind !== 'Collection' || Array.isArray(value) || value === undefined) return value
  return String(value)
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '')
}

const hintFor = (type: DataType): string =>
  type.kind === 'Collection' ? `${describeType(type)}: several values with commas, or a JSON list.` : describeType(type)
