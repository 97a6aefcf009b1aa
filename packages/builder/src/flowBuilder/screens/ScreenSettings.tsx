import { Checkbox, Select } from '@millrace/components'
import type { XmlPatch } from '@millrace/metadata'
import { FieldGroup, TextField } from '../../pickers/fields.tsx'
import { useFlowEdit, useNamedEdit } from '../editContext.ts'
import { NameFields } from '../panels/NameFields.tsx'
import { MergeField } from './fieldParts.tsx'
import { RichTextField } from './RichTextField.tsx'
import { useScreenEdit } from './screenContext.ts'

/// The properties of the screen itself.
///
/// Source: Metadata API Developer Guide, FlowScreen; Salesforce Help, "Configure Screen Properties".
export function ScreenSettings() {
  const { screen, isReadOnly } = useScreenEdit()
  const { flow } = useFlowEdit()
  const edit = useNamedEdit(screen.name)
  const flag = (isOn: boolean) => (isOn ? 'true' : 'false')
  const { allowBack, allowFinish, allowPause, showHeader, showFooter } = screen
  return (
    <>
      <div className="millrace-panel-head">
        <h2>Screen Properties</h2>
      </div>
      <fieldset disabled={isReadOnly} className="millrace-panel-fields">
        <legend className="slds-assistive-text">{screen.label}</legend>
        <NameFields element={screen} />
        <FieldGroup title="Header and Footer">
          <Checkbox
            label="Show Header"
            checked={showHeader}
            onChange={isOn => edit.patch({ showHeader: flag(isOn) })}
          />
          <Checkbox
            label="Show Footer"
            checked={showFooter}
            onChange={isOn => edit.patch({ showFooter: flag(isOn) })}
          />
        </FieldGroup>
        <FieldGroup title="Next or Finish Button">
          <ButtonFields
            name="Next or Finish"
            isShown={allowFinish}
            isNeeded={!allowBack}
            label={screen.nextOrFinishButtonLabel}
            onShown={isOn => edit.patch({ allowFinish: flag(isOn) })}
            onLabel={label => edit.patch({ nextOrFinishButtonLabel: label })}
          />
        </FieldGroup>
        <FieldGroup title="Previous Button">
          <ButtonFields
            name="Previous"
            isShown={allowBack}
            isNeeded={!allowFinish}
            label={screen.backButtonLabel}
            onShown={isOn => edit.patch({ allowBack: flag(isOn) })}
            onLabel={label => edit.patch({ backButtonLabel: label })}
          />
        </FieldGroup>
        <FieldGroup title="Pause Button">
          <ButtonFields
            name="Pause"
            isShown={allowPause}
            label={screen.pauseButtonLabel}
            onShown={isOn => edit.patch({ allowPause: flag(isOn), ...(isOn ? {} : WITHOUT_PAUSE) })}
            onLabel={label => edit.patch({ pauseButtonLabel: label })}
          />
          {allowPause && (
            <TextField
              label="Message When Paused"
              multiline
              rows={2}
              value={screen.pausedText ?? ''}
              onCommit={text => edit.patch({ pausedText: text || null })}
            />
          )}
        </FieldGroup>
        <FieldGroup title="Help">
          <RichTextField
            label="Help Text"
            value={screen.helpText ?? ''}
            onCommit={text => edit.patch({ helpText: text || null })}
          />
        </FieldGroup>
        {(flow.stages.length > 0 || screen.stageReference) && (
          <FieldGroup title="Stage">
            <Select
              label="Stage"
              value={screen.stageReference ?? ''}
              options={[
                { value: '', label: 'The flow’s current stage' },
                ...flow.stages.map(({ name, label }) => ({ value: name, label: `${label} (${name})` })),
              ]}
              onChange={name => edit.patch({ stageReference: name || null })}
            />
          </FieldGroup>
        )}
      </fieldset>
    </>
  )
}

const WITHOUT_PAUSE: XmlPatch = { pauseButtonLabel: null, pausedText: null }

interface ButtonFieldsProps {
  readonly name: string
  readonly isShown: boolean
  /// It cannot be hidden: nobody would leave the screen.
  readonly isNeeded?: boolean
  readonly label: string | null
  onShown(isOn: boolean): void
  onLabel(label: string | null): void
}

function ButtonFields({ name, isShown, isNeeded, label, onShown, onLabel }: ButtonFieldsProps) {
  return (
    <>
      <Checkbox label={`Show ${name}`} checked={isShown} disabled={isShown && isNeeded} onChange={onShown} />
      {isShown && (
        <MergeField label={`Label of ${name}`} value={label ?? ''} onCommit={text => onLabel(text || null)} />
      )}
    </>
  )
}
