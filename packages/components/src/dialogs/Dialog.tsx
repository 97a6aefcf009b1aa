import type { ClosedFlow } from '@millrace/runtime'
import { useEffect, useId, useRef, useState } from 'react'
import { FlowError } from '../flowPlayer/FlowError.tsx'
import { cancelInterview } from '../flowPlayer/interview.ts'
import { LazyFlowPlayer } from '../flowPlayer/lazyFlowPlayer.tsx'
import { useLabels } from '../labels/Localized.tsx'
import { DynamicComponent } from '../renderer/DynamicComponent.tsx'
import { FailureBoundary } from '../renderer/FailureBoundary.tsx'
import { Button } from '../slds/Button.tsx'
import { Modal } from '../slds/Modal.tsx'
import { Panel } from '../slds/Panel.tsx'
import type { OpenDialog, OpenedComponent } from './dialogList.ts'

/// One message, question or component over the page.
export function Dialog({ dialog }: { dialog: OpenDialog }) {
  switch (dialog.kind) {
    case 'alert':
      return <Alert {...dialog} />
    case 'confirm':
      return <Confirm {...dialog} />
    case 'prompt':
      return <Prompt {...dialog} />
    case 'flow':
      return <FlowDialog {...dialog} />
    case 'component':
      return <ComponentDialog {...dialog} />
  }
}

type Of<Kind extends OpenDialog['kind']> = Extract<OpenDialog, { kind: Kind }>

function Alert({ request, answer }: Of<'alert'>) {
  return (
    <Modal
      title={request.title}
      isPrompt
      theme={request.theme}
      onClose={answer}
      footer={<Button label={request.closeLabel} variant="brand" initialFocus onClick={answer} />}
    >
      {request.message && <p className="millrace-modal-message">{request.message}</p>}
    </Modal>
  )
}

function Confirm({ request, answer }: Of<'confirm'>) {
  const { isDestructive } = request
  return (
    <Modal
      title={request.title}
      isPrompt
      theme={request.theme}
      onClose={() => answer(false)}
      footer={
        <>
          <Button label={request.cancelLabel} initialFocus={isDestructive} onClick={() => answer(false)} />
          <Button
            label={request.confirmLabel}
            variant={isDestructive ? 'destructive' : 'brand'}
            initialFocus={!isDestructive}
            onClick={() => answer(true)}
          />
        </>
      }
    >
      {request.message && <p className="millrace-modal-message">{request.message}</p>}
    </Modal>
  )
}

function Prompt({ request, answer }: Of<'prompt'>) {
  const labels = useLabels()
  const [value, setValue] = useState(request.value)
  const [isMissing, setMissing] = useState(false)
  const [id, problemId] = [useId(), useId()]
  const cancel = () => answer(null)
  const submit = () => {
    if (!request.isRequired || value.trim() !== '') return answer(value)
    setMissing(true)
    document.getElementById(id)?.focus()
  }
  const field = {
    id,
    value,
    placeholder: request.placeholder || undefined,
    'aria-invalid': isMissing || undefined,
    'aria-describedby': isMissing ? problemId : undefined,
    'data-autofocus': '',
    onChange: ({ target }: { target: { value: string } }) => {
      setValue(target.value)
      setMissing(false)
    },
  }
  return (
    <Modal
      title={request.title}
      size="small"
      onClose={cancel}
      footer={
        <>
          <Button label={request.cancelLabel} onClick={cancel} />
          <Button label={request.confirmLabel} variant="brand" onClick={submit} />
        </>
      }
    >
      {request.message && <p className="millrace-modal-message slds-m-bottom_small">{request.message}</p>}
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault()
          submit()
        }}
        className={`slds-form-element ${isMissing ? 'slds-has-error' : ''}`}
      >
        <label className="slds-form-element__label" htmlFor={id}>
          {request.isRequired && (
            <abbr className="slds-required" title={labels.required}>
              *{' '}
            </abbr>
          )}
          {request.label}
        </label>
        <div className="slds-form-element__control">
          {request.inputType === 'longText' ? (
            <textarea {...field} className="slds-textarea" rows={4} />
          ) : (
            <input
              {...field}
              className="slds-input"
              type={request.inputType === 'date' ? 'date' : 'text'}
              inputMode={request.inputType === 'number' ? 'decimal' : undefined}
              autoComplete="off"
            />
          )}
        </div>
        {isMissing && (
          <div id={problemId} className="slds-form-element__help" role="alert">
            {labels.completeThisField}
          </div>
        )}
      </form>
    </Modal>
  )
}

function FlowDialog({ request, host, answer }: Of<'flow'>) {
  const { title, size, side, place, flow, inputs } = request
  const labels = useLabels()
  const guid = useRef<string>(undefined)
  const [failure, setFailure] = useState<Omit<ClosedFlow, 'status' | 'outputs'>>()
  const close = () => {
    if (failure) answer({ status: 'error', outputs: {}, ...failure })
    else answer({ status: 'closed', outputs: {} })
  }
  const end = (closed: ClosedFlow) => {
    guid.current = undefined
    answer(closed)
  }
  useEffect(
    () => () => {
      // Left before its end, by whatever: nobody goes on with it.
      if (guid.current !== undefined) void cancelInterview(host, guid.current)
    },
    [host],
  )
  const content = (
    <FailureBoundary what={`"${title}"`}>
      {failure ? (
        <FlowError message={failure.message ?? ''}>
          <Button label={labels.close} initialFocus onClick={close} />
        </FlowError>
      ) : (
        <LazyFlowPlayer
          host={host}
          flow={flow}
          inputs={inputs}
          onStarted={interview => {
            guid.current = interview.guid
            if (interview.screen) request.started?.(interview.guid)
          }}
          onFinished={({ outputs }) => end({ status: 'finished', outputs })}
          onPaused={({ outputs }) => end({ status: 'paused', outputs })}
          onError={error => {
            guid.current = undefined
            if (request.showsError) setFailure(error)
            else end({ status: 'error', outputs: {}, ...error })
          }}
        />
      )}
    </FailureBoundary>
  )
  if (place === 'panel')
    return (
      <Panel title={title} side={side} size={size} onClose={close}>
        {content}
      </Panel>
    )
  return (
    <Modal title={title} size={size} onClose={close}>
      {content}
    </Modal>
  )
}

function ComponentDialog({ request, definition, host, opened, dismiss }: OpenedComponent) {
  const { title, size, side, place } = request
  const shownTitle = title || definition.label || definition.apiName
  const content = (
    <FailureBoundary what={`"${shownTitle}"`}>
      <DynamicComponent definition={definition} host={host} inputs={request.inputs} onOpened={opened} />
    </FailureBoundary>
  )
  if (place === 'panel')
    return (
      <Panel title={shownTitle} side={side} size={size} onClose={dismiss}>
        {content}
      </Panel>
    )
  return (
    <Modal title={shownTitle} size={size} onClose={dismiss}>
      {content}
    </Modal>
  )
}
