import { ApiFailure, Button, ButtonIcon, Checkbox, Modal, ScopedNotification, Select } from '@millrace/components'
import { useState } from 'react'
import type { Activation, Named } from './pagesApi.ts'

export interface ActivationDialogProps {
  label: string
  type: string
  objectApiName: string | null
  activations: readonly Activation[]
  apps: readonly Named[]
  profiles: readonly Named[]
  /// Those of the page's object.
  recordTypes: readonly Named[]
  onSave: (activations: readonly Activation[]) => Promise<void>
  onClose: () => void
}

const ORG: Activation = { app: null, profile: null, formFactor: null }

/// Where the page is shown: by default, in apps, in apps to users with a profile.
export function ActivationDialog(props: ActivationDialogProps) {
  const { label, type, apps, profiles, onSave, onClose } = props
  const [chosen, setChosen] = useState<readonly Activation[]>(props.activations)
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      await onSave(chosen)
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setProblem(error.message)
      setBusy(false)
    }
  }
  return (
    <Modal
      title={`Activation: ${label}`}
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button label="Cancel" onClick={onClose} />
          <Button label="Save" variant="brand" busy={isBusy} onClick={() => void save()} />
        </>
      }
    >
      <div className="builder-fields">
        {problem && <ScopedNotification variant="error">{problem}</ScopedNotification>}
        {type === 'AppPage' ? (
          <AppTabs apps={apps} chosen={chosen} onChange={setChosen} />
        ) : (
          <Assignments {...props} chosen={chosen} onChange={setChosen} profiles={profiles} />
        )}
      </div>
    </Modal>
  )
}

interface ChoiceProps {
  apps: readonly Named[]
  chosen: readonly Activation[]
  onChange: (chosen: readonly Activation[]) => void
}

function AppTabs({ apps, chosen, onChange }: ChoiceProps) {
  if (apps.length === 0)
    return (
      <p>This project has no app of its own, so its navigation bar has every app page: this one is there already.</p>
    )
  return (
    <fieldset className="slds-form-element">
      <legend className="slds-form-element__label">On a tab of</legend>
      {apps.map(({ name, label }) => (
        <Checkbox
          key={name}
          label={label}
          checked={chosen.some(({ app }) => app === name)}
          onChange={isOn =>
            onChange(isOn ? [...chosen, { ...ORG, app: name }] : chosen.filter(({ app }) => app !== name))
          }
        />
      ))}
    </fieldset>
  )
}

const FORM_FACTORS = [
  { value: '', label: 'Desktop and phone' },
  { value: 'Large', label: 'Desktop' },
  { value: 'Small', label: 'Phone' },
]

interface AssignmentsProps extends ChoiceProps {
  type: string
  objectApiName: string | null
  profiles: readonly Named[]
  recordTypes: readonly Named[]
}

function Assignments(props: AssignmentsProps) {
  const { apps, chosen, onChange, type, objectApiName, profiles, recordTypes } = props
  const isRecord = type === 'RecordPage'
  const replace = (old: Activation, now: Activation) => onChange(chosen.map(one => (one === old ? now : one)))
  const withProfile = chosen.filter(({ profile }) => profile !== null)
  const toggle = (app: string | null, isOn: boolean) =>
    onChange(isOn ? [...chosen, { ...ORG, app }] : chosen.filter(one => one.app !== app || one.profile !== null))
  const byDefault = (app: string | null, label: string) => {
    const found = chosen.find(one => one.app === app && one.profile === null)
    return (
      <div key={app ?? ''} className="page-builder-assignment">
        <Checkbox label={label} checked={found !== undefined} onChange={isOn => toggle(app, isOn)} />
        {found && (isRecord || app !== null) && (
          <FormFactor label={`Form factor of ${label}`} activation={found} onChange={now => replace(found, now)} />
        )}
      </div>
    )
  }
  return (
    <>
      <section aria-label="Org Default">
        <h3 className="builder-heading">Org Default</h3>
        {byDefault(null, isRecord ? `For every ${objectApiName ?? 'record'}` : 'Home page of everybody')}
      </section>
      <section aria-label="App Default">
        <h3 className="builder-heading">App Default</h3>
        {apps.length === 0 && <p className="builder-note">This project has no app of its own.</p>}
        {apps.map(({ name, label }) => byDefault(name, label))}
      </section>
      {apps.length > 0 && (
        <section aria-label="App, Record Type, and Profile">
          <h3 className="builder-heading">{isRecord ? 'App, Record Type, and Profile' : 'App and Profile'}</h3>
          {withProfile.map((one, index) => (
            <div key={index} className="page-builder-assignment">
              <Select
                label="App"
                value={one.app ?? ''}
                options={apps.map(({ name, label }) => ({ value: name, label }))}
                onChange={app => replace(one, { ...one, app })}
              />
              <Select
                label="Profile"
                value={one.profile ?? ''}
                options={profiles.map(({ name, label }) => ({ value: name, label }))}
                onChange={profile => replace(one, { ...one, profile })}
              />
              {recordTypes.length > 0 && (
                <Select
                  label="Record Type"
                  value={one.recordType ?? ''}
                  options={[
                    { value: '', label: 'All record types' },
                    ...recordTypes.map(({ name, label }) => ({ value: name, label })),
                  ]}
                  onChange={recordType => replace(one, { ...one, recordType: recordType || null })}
                />
              )}
              <FormFactor label="Form Factor" activation={one} onChange={now => replace(one, now)} />
              <ButtonIcon
                iconName="utility:delete"
                assistiveText={`Delete assignment ${index + 1}`}
                onClick={() => onChange(chosen.filter(other => other !== one))}
              />
            </div>
          ))}
          <Button
            label="Add Assignment"
            onClick={() =>
              onChange([
                ...chosen,
                { app: apps[0]?.name ?? null, profile: profiles[0]?.name ?? null, formFactor: 'Large' },
              ])
            }
          />
        </section>
      )}
    </>
  )
}

interface FormFactorProps {
  label: string
  activation: Activation
  onChange: (activation: Activation) => void
}

const FormFactor = ({ label, activation, onChange }: FormFactorProps) => (
  <Select
    label={label}
    value={activation.formFactor ?? ''}
    options={FORM_FACTORS}
    onChange={value => onChange({ ...activation, formFactor: value === 'Large' || value === 'Small' ? value : null })}
  />
)
