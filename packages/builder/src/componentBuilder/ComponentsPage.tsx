import {
  ApiFailure,
  Badge,
  Button,
  Card,
  EmptyState,
  Link,
  Menu,
  openPath,
  type PageRouteProps,
  Select,
  useJson,
} from '@millrace/components'
import { useState } from 'react'
import { Loading, NotLoaded, SetupPage } from '../setup/SetupPage.tsx'
import {
  type ComponentSummary,
  createComponent,
  deactivateComponent,
  deleteComponent,
  openComponentFile,
  renameComponent,
  restoreComponent,
} from './builderApi.ts'
import { NameDialog, type NameDialogProps } from './NameDialog.tsx'
import { templates } from './templates.ts'
import './componentBuilder.css'

/// Every Dynamic Component of the project, to find, open and make.
export default function ComponentsPage({ version, showToast }: PageRouteProps) {
  const [changes, setChanges] = useState(0)
  const answer = useJson<{ components: readonly ComponentSummary[] }>(
    '/millrace/v1/builder/components',
    version + changes,
  )
  const [dialog, setDialog] = useState<NameDialogProps>()

  const attempt = async (what: string, work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      showToast({ title: what, message: error.message, variant: 'error', mode: 'sticky' })
    }
    setChanges(changes => changes + 1)
  }

  const create = () =>
    setDialog({
      title: 'New Dynamic Component',
      submitLabel: 'Create',
      label: '',
      apiName: '',
      templates,
      onCancel: () => setDialog(undefined),
      async onSubmit({ label, apiName, template, folder }) {
        const chosen = templates.find(({ name }) => name === template) ?? templates[0]!
        await createComponent(chosen.text(apiName, label), folder)
        openPath(builderPath(apiName))
      },
    })

  const clone = (component: ComponentSummary) =>
    setDialog({
      title: `Clone "${component.label}"`,
      submitLabel: 'Clone',
      label: `Copy of ${component.label}`,
      apiName: `Copy_of_${component.apiName}`,
      folder: component.folder,
      onCancel: () => setDialog(undefined),
      async onSubmit({ label, apiName, folder }) {
        const { current } = await openComponentFile(component.apiName)
        const text = { ...(JSON.parse(current.text) as object), apiName, label }
        await createComponent(`${JSON.stringify(text, null, 2)}\n`, folder)
        openPath(builderPath(apiName))
      },
    })

  const rename = (component: ComponentSummary) =>
    setDialog({
      title: `Rename "${component.label}"`,
      submitLabel: 'Rename',
      label: component.label,
      apiName: component.apiName,
      note:
        component.usedBy.length === 0
          ? undefined
          : `${listed(component.usedBy.map(({ label }) => label))} will refer to the new name.`,
      onCancel: () => setDialog(undefined),
      async onSubmit({ label, apiName }) {
        await renameComponent(component.apiName, apiName, label)
        setDialog(undefined)
        setChanges(changes => changes + 1)
      },
    })

  const remove = (component: ComponentSummary) =>
    attempt(`"${component.label}" was not deleted`, async () => {
      const deleted = await deleteComponent(component.apiName)
      const users = component.usedBy.map(({ label }) => label)
      showToast({
        title: `"${component.label}" was deleted.`,
        message:
          users.length === 0 ? undefined : `${listed(users)} still ${users.length === 1 ? 'shows' : 'show'} its place.`,
        variant: 'success',
        mode: 'dismissible',
        seconds: 15,
        action: {
          label: 'Undo',
          run: () =>
            attempt(`"${component.label}" was not brought back`, () => restoreComponent(component.apiName, deleted)),
        },
      })
    })

  const act = (component: ComponentSummary, action: string) => {
    if (action === 'clone') clone(component)
    if (action === 'rename') rename(component)
    if (action === 'delete') void remove(component)
    if (action === 'export') void exportFile(component)
    if (action === 'archive')
      void attempt(`"${component.label}" was not archived`, () => deactivateComponent(component.apiName, 'Archived'))
  }

  const importFiles = (files: FileList | null) => {
    for (const file of files ?? [])
      void attempt(`${file.name} was not imported`, async () => {
        const created = await createComponent(await file.text())
        showToast({ title: `"${created.apiName}" was imported as a draft.`, variant: 'success', mode: 'dismissible' })
      })
  }

  return (
    <SetupPage
      title="Dynamic Components"
      actions={
        <div className="millrace-button-row">
          <label className="slds-button slds-button_neutral millrace-file-button">
            Import
            <input
              type="file"
              accept=".json"
              multiple
              className="slds-assistive-text"
              onChange={event => importFiles(event.target.files)}
            />
          </label>
          <Button label="New" variant="brand" onClick={create} />
        </div>
      }
    >
      {answer.status === 'loading' && <Loading what="the components" />}
      {answer.status === 'error' && <NotLoaded what="The components" failure={answer.failure} />}
      {answer.status === 'ready' && <ComponentList components={answer.data.components} onAction={act} onNew={create} />}
      {dialog && <NameDialog {...dialog} />}
    </SetupPage>
  )
}

export const builderPath = (apiName: string): string => `/builder/component/${encodeURIComponent(apiName)}`

interface ComponentListProps {
  components: readonly ComponentSummary[]
  onAction: (component: ComponentSummary, action: string) => void
  onNew: () => void
}

function ComponentList({ components, onAction, onNew }: ComponentListProps) {
  const [search, setSearch] = useState('')
  const [folder, setFolder] = useState(ALL)
  const folders = [...new Set(components.map(({ folder }) => folder))].filter(name => name !== '').toSorted()
  const words = search.toLowerCase().split(/\s+/)
  const shown = components
    .filter(component => folder === ALL || component.folder === folder)
    .filter(component => {
      const text = `${component.label} ${component.apiName} ${component.description}`.toLowerCase()
      return words.every(word => text.includes(word))
    })
    .toSorted((a, b) => a.label.localeCompare(b.label))
  if (components.length === 0)
    return (
      <Card>
        <EmptyState iconName="utility:component_customization" title="This project has no Dynamic Components yet.">
          <p className="slds-m-bottom_small">Make one from nothing or from a template.</p>
          <Button label="New" variant="brand" onClick={onNew} />
        </EmptyState>
      </Card>
    )
  return (
    <Card
      title="All Dynamic Components"
      iconName="standard:lightning_component"
      caption={countText(shown.length, components.length)}
      padded={false}
    >
      <div className="builder-filters">
        <label className="slds-form-element">
          <span className="slds-form-element__label">Search</span>
          <input
            type="search"
            className="slds-input"
            value={search}
            onChange={event => setSearch(event.target.value)}
          />
        </label>
        {folders.length > 0 && (
          <Select
            label="Folder"
            value={folder}
            options={[ALL_FOLDERS, ...folders.map(name => ({ value: name, label: name }))]}
            onChange={setFolder}
          />
        )}
      </div>
      {shown.length === 0 ? (
        <EmptyState title={`No component matches "${search}".`} />
      ) : (
        <div className="millrace-wide">
          <table
            className="slds-table slds-table_bordered slds-table_cell-buffer slds-max-medium-table_stacked-horizontal"
            aria-label="Dynamic Components"
          >
            <thead>
              <tr>
                <th scope="col">Label</th>
                <th scope="col">API Name</th>
                <th scope="col">Status</th>
                <th scope="col">Versions</th>
                <th scope="col">Used By</th>
                <th scope="col">Last Changed</th>
                <th scope="col">
                  <span className="slds-assistive-text">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map(component => (
                <ComponentRow key={component.apiName} component={component} onAction={onAction} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  )
}

function ComponentRow({
  component,
  onAction,
}: {
  component: ComponentSummary
  onAction: ComponentListProps['onAction']
}) {
  const { apiName, label, description, status, versions, usedBy, changedAt, errors, folder } = component
  return (
    <tr>
      <th scope="row" data-label="Label" className="slds-cell-wrap">
        <Link href={builderPath(apiName)}>{label}</Link>
        {(description || folder) && (
          <p className="slds-text-body_small slds-text-color_weak">
            {[folder, description].filter(Boolean).join(' · ')}
          </p>
        )}
      </th>
      <td data-label="API Name">{apiName}</td>
      <td data-label="Status">
        <Badge label={status} variant={status === 'Active' ? 'success' : 'default'} />{' '}
        {errors > 0 && <Badge label={errors === 1 ? '1 error' : `${errors} errors`} variant="error" />}
      </td>
      <td data-label="Versions">{versions}</td>
      <td data-label="Used By" className="slds-cell-wrap">
        {usedBy.length === 0
          ? 'Nothing'
          : usedBy.map(({ kind, name, label }, index) => (
              <span key={`${kind} ${name}`}>
                {index > 0 && ', '}
                <Link href={kind === 'page' ? `/lightning/n/${encodeURIComponent(name)}` : builderPath(name)}>
                  {label}
                </Link>
              </span>
            ))}
      </td>
      <td data-label="Last Changed">{changedAt && new Date(changedAt).toLocaleString()}</td>
      <td className="slds-text-align_right">
        <Menu
          button={{
            iconName: 'utility:down',
            assistiveText: `Actions for ${label}`,
            variant: 'border-filled',
            size: 'x-small',
          }}
          items={[
            { name: 'clone', label: 'Clone' },
            { name: 'rename', label: 'Rename' },
            { name: 'export', label: 'Export' },
            { name: 'archive', label: 'Archive', disabled: status === 'Archived' },
            { name: 'delete', label: 'Delete' },
          ]}
          onSelect={action => onAction(component, action)}
        />
      </td>
    </tr>
  )
}

async function exportFile({ apiName, file }: ComponentSummary): Promise<void> {
  const { current } = await openComponentFile(apiName)
  const url = URL.createObjectURL(new Blob([current.text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = file.split('/').at(-1)!
  link.click()
  URL.revokeObjectURL(url)
}

const ALL = '*'
const ALL_FOLDERS = { value: ALL, label: 'All folders' }

const countText = (shown: number, all: number): string => (shown === all ? `${all} in all` : `${shown} of ${all}`)

/// "A", "A and B", "A, B and C".
function listed(names: readonly string[]): string {
  const quoted = names.map(name => `"${name}"`)
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`
}
