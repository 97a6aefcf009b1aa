import {
  type ComponentHost,
  type ComponentState,
  dataTableModel,
  describedObject,
  type ObjectDescription,
} from '@millrace/runtime'
import { useCallback, useEffect, useState } from 'react'
import { DynamicComponent } from '../../renderer/DynamicComponent.tsx'
import { ApiFailure } from '../api.ts'
import type { PageLabels } from '../labels/en.ts'
import { pageLabels, usePageLabels } from '../labels/pageLabels.ts'
import { openPath, useSearch } from '../location.ts'
import { MessagePage } from '../MessagePage.tsx'
import { PageSpinner } from '../PageSpinner.tsx'
import type { Definition } from '../standard/definition.ts'
import { useRecordsInPlace } from '../standard/inPlace.tsx'
import { listTable } from '../standard/listDefinition.ts'
import { objectOfId } from '../objectOfId.ts'
import { ListDialogs, type ListDialogName } from './list/ListDialogs.tsx'
import { ListFilters } from './list/ListFilters.tsx'
import { ListHeader } from './list/ListHeader.tsx'
import {
  changeListView,
  chosenView,
  type ListView,
  type ListViews,
  pinListView,
  readListViews,
} from './list/listViews.ts'
import { OwnerDialog } from './OwnerDialog.tsx'
import { defaultFieldValues } from './place.ts'
import { RecordDialog } from './RecordDialog.tsx'
import { deleteAll } from './recordsAtOnce.ts'
import './shell.css'

export interface ObjectPageProps {
  objectApiName: string
  isNew: boolean
  host: ComponentHost
}

interface Opened {
  readonly of: string
  readonly object: ObjectDescription | undefined
  readonly lists: ListViews
}

const NONE: ListViews = { views: [], pinned: null }

/// The list views that every object has are called in the reader's language.
function inWords({ views, pinned }: ListViews, object: ObjectDescription, labels: PageLabels): ListViews {
  const plural = object.labelPlural ?? object.label
  const names = { everything: labels.allOf(plural), mine: labels.myOf(plural), recent: labels.recentlyViewed }
  return {
    pinned,
    views: views.map(view => (view.origin === 'standard' ? { ...view, label: names[view.scope] } : view)),
  }
}

/// The home page of an object: its records in a list view. Over it, a new record to fill in.
export default function ObjectPage({ objectApiName, isNew, host }: ObjectPageProps) {
  const labels = usePageLabels(host.locale)
  const named = new URLSearchParams(useSearch()).get('filterName')
  const [opened, setOpened] = useState<Opened>()
  const [made, setMade] = useState(0)
  const open = useCallback(async () => {
    const object = await describedObject(host, objectApiName)
    const lists = object ? await readListViews(object.name).catch(() => NONE) : NONE
    const labels = await pageLabels(host.locale)
    return { of: objectApiName, object, lists: object ? inWords(lists, object, labels) : lists }
  }, [host, objectApiName])
  useEffect(() => {
    let isWanted = true
    void open().then(opened => isWanted && setOpened(opened))
    return () => {
      isWanted = false
    }
  }, [open])
  if (opened?.of !== objectApiName) return <PageSpinner label={objectApiName} />
  const { object, lists } = opened
  const view = chosenView(lists, named)
  if (!object || !view)
    return (
      <MessagePage title={labels.noSuchList} iconName="utility:search">
        <p>{labels.noObject(objectApiName)}</p>
      </MessagePage>
    )
  return (
    <>
      <List
        key={object.name}
        object={object}
        lists={lists}
        view={view}
        host={host}
        made={made}
        onChanged={async name => {
          setOpened(await open())
          if (name !== undefined) openPath(listPath(object, name))
        }}
      />
      {isNew && (
        <RecordDialog
          action="new"
          objectApiName={object.name}
          host={host}
          defaults={defaultFieldValues(window.location.search)}
          onSavedAndNew={() => setMade(made + 1)}
        />
      )}
    </>
  )
}

const listPath = ({ name }: ObjectDescription, view: string): string =>
  `/lightning/o/${name}/list?filterName=${encodeURIComponent(view)}`

interface ListProps {
  object: ObjectDescription
  lists: ListViews
  view: ListView
  host: ComponentHost
  /// How many records were made over it: with each it is read again.
  made: number
  /// List views were saved, or deleted; now this one is to be open.
  onChanged: (name?: string) => Promise<void>
}

type Dialog = ListDialogName | { readonly owners: readonly string[] }

function List({ object, lists, view, host: pageHost, made, onChanged }: ListProps) {
  const labels = usePageLabels(pageHost.locale)
  const [state, setState] = useState<ComponentState>()
  const [dialog, setDialog] = useState<Dialog>()
  const [isFiltering, setFiltering] = useState(false)
  const refresh = () => void state?.refreshAllQueries()
  useEffect(() => {
    if (made > 0) void state?.refreshAllQueries()
  }, [made, state])
  const objectOf = useCallback((id: string) => objectOfId(pageHost, id), [pageHost])
  const { host, dialog: recordDialog } = useRecordsInPlace(pageHost, objectOf, refresh)
  const definition = useDefinition(host, object, view)
  const plural = object.labelPlural ?? object.label
  useEffect(() => {
    document.title = `${view.label} | ${plural} | Millrace`
  }, [view.label, plural])

  const fail = (error: unknown) =>
    host.showToast({
      title: labels.notDone,
      message: error instanceof Error ? error.message : String(error),
      variant: 'error',
      mode: 'sticky',
    })
  const save = async (changed: ListView) => {
    try {
      await changeListView(object.name, changed)
      await onChanged()
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      fail(error)
    }
  }
  /// Does [work] with the selected rows; says so when there are none.
  const withSelected = (work: (ids: readonly string[]) => void) => {
    const ids = state ? state.attribute('List', 'SelectedRowsKeyValue') : []
    const selected = Array.isArray(ids) ? ids.filter(id => typeof id === 'string') : []
    if (selected.length > 0) work(selected)
    else host.showToast({ title: labels.selectRecords, variant: 'info', mode: 'dismissible' })
  }
  const deleteSelected = async (ids: readonly string[]) => {
    const count = String(ids.length)
    const isSure = await host.screen?.confirm({
      title: labels.delete,
      message: labels.deleteSelected(count),
      theme: 'error',
      confirmLabel: labels.delete,
      cancelLabel: labels.cancel,
      isDestructive: true,
    })
    if (!isSure) return
    try {
      await deleteAll(host, ids)
      state?.setAttribute('List', 'SelectedRowsKeyValue', [])
      host.showToast({ title: labels.selectedDeleted(count), variant: 'success', mode: 'dismissible' })
    } catch (error) {
      fail(error)
    }
    refresh()
  }
  const act = (name: string) => {
    if (name === 'new') void host.navigate({ type: 'objectPage', objectApiName: object.name, actionName: 'new' })
    else if (name === 'changeOwner') withSelected(owners => setDialog({ owners }))
    else if (name === 'delete') withSelected(ids => void deleteSelected(ids))
    else if (name === 'pin') void pinListView(object.name, view.apiName).then(() => onChanged(), fail)
    else if (name === 'filters') setFiltering(!isFiltering)
    else if (name === 'saveSort') void save({ ...view, sorts: sortsOf(state) })
    else setDialog(name as ListDialogName)
  }
  return (
    <>
      <ListHeader
        object={object}
        lists={lists}
        view={view}
        labels={labels}
        isSmall={host.formFactor === 'Small'}
        isFiltering={isFiltering}
        onOpen={name => openPath(listPath(object, name))}
        onAction={act}
      />
      <div className="millrace-list-page">
        {definition ? (
          <DynamicComponent key={definition.apiName} definition={definition} host={host} onOpened={setState} />
        ) : (
          <PageSpinner label={view.label} />
        )}
        {isFiltering && (
          <ListFilters
            key={view.apiName}
            object={object}
            view={view}
            labels={labels}
            onSave={save}
            onClose={() => setFiltering(false)}
          />
        )}
      </div>
      {recordDialog}
      {typeof dialog === 'object' && (
        <OwnerDialog
          objectApiName={object.name}
          ids={dialog.owners}
          host={host}
          onClose={isChanged => {
            setDialog(undefined)
            if (isChanged) refresh()
          }}
        />
      )}
      {typeof dialog === 'string' && (
        <ListDialogs
          name={dialog}
          object={object}
          view={view}
          labels={labels}
          onDone={name => {
            setDialog(undefined)
            void onChanged(name)
          }}
          onClose={() => setDialog(undefined)}
        />
      )}
    </>
  )
}

/// The table of [view]; anew when the view was changed.
function useDefinition(host: ComponentHost, object: ObjectDescription, view: ListView): Definition | undefined {
  const key = JSON.stringify(view)
  const [made, setMade] = useState<{ readonly key: string; readonly definition: Definition }>()
  useEffect(() => {
    let isWanted = true
    const view = JSON.parse(key) as ListView
    void listTable(host, object, view).then(definition => isWanted && setMade({ key, definition }))
    return () => {
      isWanted = false
    }
  }, [host, object, key])
  return made?.key === key ? made.definition : undefined
}

const sortsOf = (state: ComponentState | undefined): ListView['sorts'] =>
  state ? dataTableModel(state, 'List').sorts.map(({ fieldName, direction }) => ({ fieldName, direction })) : []
