import type { ObjectDescription } from '@millrace/runtime'
import { Button } from '../../../slds/Button.tsx'
import { ButtonIcon } from '../../../slds/ButtonIcon.tsx'
import { Icon } from '../../../slds/Icon.tsx'
import { Menu, type MenuItem } from '../../../slds/Menu.tsx'
import type { PageLabels } from '../../labels/en.ts'
import { hasField, iconOf } from '../../standard/objectFields.ts'
import type { ListView, ListViews } from './listViews.ts'
import { ViewPicker } from './ViewPicker.tsx'

export interface ListHeaderProps {
  object: ObjectDescription
  lists: ListViews
  view: ListView
  labels: PageLabels
  isSmall: boolean
  isFiltering: boolean
  onOpen: (name: string) => void
  /// new, changeOwner, delete, pin, filters, and the names of dialogs.
  onAction: (name: string) => void
}

/// The head of a list page: which list it is, and what can be done with it and its records.
export function ListHeader({ object, lists, view, labels, isSmall, isFiltering, onOpen, onAction }: ListHeaderProps) {
  const isPinned = lists.pinned === view.apiName
  const records: MenuItem[] = [
    ...(hasField(object, 'OwnerId') && object.isUpdateable !== false
      ? [{ name: 'changeOwner', label: labels.changeOwner }]
      : []),
    ...(object.isUpdateable === false ? [] : [{ name: 'delete', label: labels.delete }]),
  ]
  return (
    <header className="slds-page-header millrace-list-header">
      <Icon name={iconOf(object.name)} size="medium" />
      <div className="millrace-list-name">
        <p className="slds-text-body_small">{object.labelPlural ?? object.label}</p>
        <div className="millrace-list-view">
          <h1>
            <ViewPicker lists={lists} view={view} labels={labels} onOpen={onOpen} />
          </h1>
          <ButtonIcon
            iconName={isPinned ? 'utility:pinned' : 'utility:pin'}
            assistiveText={isPinned ? labels.isPinned : labels.pinList}
            pressed={isPinned}
            onClick={() => !isPinned && onAction('pin')}
          />
        </div>
      </div>
      <div className="millrace-list-actions">
        {object.isCreateable !== false && <Button label={labels.new} onClick={() => onAction('new')} />}
        {!isSmall &&
          records.map(({ name, label }) => <Button key={name} label={label} onClick={() => onAction(name)} />)}
        {isSmall && records.length > 0 && (
          <Menu
            button={{ iconName: 'utility:down', assistiveText: labels.moreActions, variant: 'border-filled' }}
            items={records}
            onSelect={onAction}
          />
        )}
        <Menu
          button={{ iconName: 'utility:settings', assistiveText: labels.listControls, variant: 'border-filled' }}
          items={controls(view, labels)}
          onSelect={onAction}
        />
        <ButtonIcon
          iconName="utility:filterList"
          assistiveText={labels.filters}
          variant="border-filled"
          pressed={isFiltering}
          onClick={() => onAction('filters')}
        />
      </div>
    </header>
  )
}

/// What can be done with the list view itself; one that is not the reader's can only be copied.
const controls = ({ isMine }: ListView, labels: PageLabels): MenuItem[] => [
  { name: 'newList', label: labels.newList },
  { name: 'cloneList', label: labels.cloneList },
  { name: 'renameList', label: labels.renameList, disabled: !isMine },
  { name: 'sharing', label: labels.sharing, disabled: !isMine },
  { name: 'selectFields', label: labels.selectFields, disabled: !isMine },
  { name: 'saveSort', label: labels.saveSort, disabled: !isMine },
  { name: 'deleteList', label: labels.deleteList, disabled: !isMine },
]
