import type { ObjectDescription } from '@millrace/runtime'
import { type ReactNode, useId, useState } from 'react'
import { RadioGroupEditor } from '../../../inputs/ChoiceEditors.tsx'
import { Button } from '../../../slds/Button.tsx'
import { FormElement } from '../../../slds/FormElement.tsx'
import { Modal } from '../../../slds/Modal.tsx'
import { ScopedNotification } from '../../../slds/ScopedNotification.tsx'
import type { PageLabels } from '../../labels/en.ts'
import { choosableFields } from '../../standard/listDefinition.ts'
import { displayPath, fieldLabel, nameField, shortFields } from '../../standard/objectFields.ts'
import { FieldChooser } from './FieldChooser.tsx'
import { addListView, changeListView, deleteListView, type ListView, type SavedListView } from './listViews.ts'

export type ListDialogName = 'newList' | 'cloneList' | 'renameList' | 'sharing' | 'selectFields' | 'deleteList'

export interface ListDialogsProps {
  name: ListDialogName
  object: ObjectDescription
  view: ListView
  labels: PageLabels
  /// It is done; the list view that is to be open now, without one the same.
  onDone: (name?: string) => void
  onClose: () => void
}

const EMPTY: SavedListView = {
  label: '',
  isShared: false,
  scope: 'everything',
  columns: [],
  filters: [],
  filterLogic: '',
  sorts: [],
}

/// The dialogs that make and change a list view.
export function ListDialogs({ name, object, view, labels, onDone, onClose }: ListDialogsProps) {
  const add = async (saved: SavedListView) => onDone((await addListView(object.name, saved)).apiName)
  const change = async (part: Partial<ListView>) => {
    await changeListView(object.name, { ...view, ...part })
    onDone()
  }
  switch (name) {
    case 'newList':
      return <Named title={labels.newList} from={EMPTY} labels={labels} onSave={add} onClose={onClose} />
    case 'cloneList': {
      const copy = { ...view, label: labels.copyOf(view.label), isShared: false }
      return <Named title={labels.cloneList} from={copy} labels={labels} onSave={add} onClose={onClose} />
    }
    case 'renameList':
    case 'sharing':
      return <Named title={labels[name]} from={view} labels={labels} onSave={change} onClose={onClose} />
    case 'selectFields':
      return <Fields {...{ object, view, labels, onClose }} onSave={columns => change({ columns })} />
    case 'deleteList':
      return (
        <SavingModal
          title={labels.deleteList}
          saveLabel={labels.delete}
          isDestructive
          labels={labels}
          onClose={onClose}
          onSave={async () => {
            await deleteListView(object.name, view.apiName)
            // The address names the one that is gone.
            onDone('')
          }}
        >
          <p>{labels.deleteListQuestion(view.label)}</p>
        </SavingModal>
      )
  }
}

interface NamedProps {
  title: string
  from: SavedListView
  labels: PageLabels
  onSave: (saved: SavedListView) => Promise<void>
  onClose: () => void
}

function Named({ title, from, labels, onSave, onClose }: NamedProps) {
  const [nameId, sharingId] = [useId(), useId()]
  const [label, setLabel] = useState(from.label)
  const [isShared, setShared] = useState(from.isShared)
  return (
    <SavingModal
      title={title}
      saveLabel={labels.save}
      isDisabled={label.trim() === ''}
      labels={labels}
      onClose={onClose}
      onSave={() => onSave({ ...from, label: label.trim(), isShared })}
    >
      <FormElement id={nameId} label={labels.listName} required>
        <input
          id={nameId}
          className="slds-input"
          data-autofocus=""
          maxLength={80}
          value={label}
          onChange={event => setLabel(event.target.value)}
        />
      </FormElement>
      <FormElement id={sharingId} label={labels.whoSees} isGroup>
        <RadioGroupEditor
          id={sharingId}
          choices={[
            { value: 'private', label: labels.onlyMe },
            { value: 'all', label: labels.everyone },
          ]}
          value={isShared ? 'all' : 'private'}
          onChange={value => setShared(value === 'all')}
        />
      </FormElement>
    </SavingModal>
  )
}

interface FieldsProps {
  object: ObjectDescription
  view: ListView
  labels: PageLabels
  onSave: (columns: readonly string[]) => Promise<void>
  onClose: () => void
}

function Fields({ object, view, labels, onSave, onClose }: FieldsProps) {
  const known = choosableFields(object).map(field => ({ name: displayPath(field), label: fieldLabel(field) }))
  const byDefault = [nameField(object), ...shortFields(object).map(displayPath)]
  const [chosen, setChosen] = useState<readonly string[]>(view.columns.length > 0 ? view.columns : byDefault)
  return (
    <SavingModal
      title={labels.selectFields}
      saveLabel={labels.save}
      isDisabled={chosen.length === 0}
      labels={labels}
      onClose={onClose}
      onSave={() => onSave(chosen)}
    >
      <FieldChooser fields={known} chosen={chosen} labels={labels} onChange={setChosen} />
    </SavingModal>
  )
}

interface SavingModalProps {
  title: string
  saveLabel: string
  isDisabled?: boolean
  isDestructive?: boolean
  labels: PageLabels
  onSave: () => Promise<void>
  onClose: () => void
  children: ReactNode
}

/// A dialog whose work may fail: then it stays and says why.
function SavingModal({
  title,
  saveLabel,
  isDisabled,
  isDestructive,
  labels,
  onSave,
  onClose,
  children,
}: SavingModalProps) {
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      await onSave()
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
      setBusy(false)
    }
  }
  return (
    <Modal
      title={title}
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button label={labels.cancel} onClick={onClose} />
          <Button
            label={saveLabel}
            variant={isDestructive ? 'destructive' : 'brand'}
            disabled={isDisabled}
            busy={isBusy}
            onClick={() => void save()}
          />
        </>
      }
    >
      {problem && <ScopedNotification variant="error">{problem}</ScopedNotification>}
      {children}
    </Modal>
  )
}
