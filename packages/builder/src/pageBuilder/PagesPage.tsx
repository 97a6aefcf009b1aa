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
  useJson,
} from '@millrace/components'
import { setPageTexts } from '@millrace/metadata'
import { useState } from 'react'
import { NameDialog, type NameDialogProps } from '../componentBuilder/NameDialog.tsx'
import { Loading, NotLoaded, SetupPage } from '../setup/SetupPage.tsx'
import { activationText } from './activationText.ts'
import { NewPageDialog } from './NewPageDialog.tsx'
import { createPage, deletePage, type Named, openPage, type PageSummary, renamePage, restorePage } from './pagesApi.ts'
import { PAGE_TYPES } from './pageTemplates.ts'
import '../componentBuilder/componentBuilder.css'

export const pageBuilderPath = (apiName: string): string => `/builder/page/${encodeURIComponent(apiName)}`

/// Every Lightning page of the project, to find, open and make.
export default function PagesPage({ version, showToast }: PageRouteProps) {
  const [changes, setChanges] = useState(0)
  const [isNew, setNew] = useState(false)
  const [dialog, setDialog] = useState<NameDialogProps>()
  const answer = useJson<{ pages: readonly PageSummary[]; apps: readonly Named[] }>(
    '/millrace/v1/builder/pages',
    version + changes,
  )
  const changed = () => setChanges(changes => changes + 1)
  const close = () => setDialog(undefined)

  const attempt = async (what: string, work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      showToast({ title: what, message: error.message, variant: 'error', mode: 'sticky' })
    }
    changed()
  }

  const clone = (page: PageSummary) =>
    setDialog({
      title: `Clone "${page.label}"`,
      submitLabel: 'Clone',
      hasFolder: false,
      label: `Copy of ${page.label}`,
      apiName: `Copy_of_${page.apiName}`,
      onCancel: close,
      async onSubmit({ label, apiName }) {
        const { text } = await openPage(page.apiName)
        await createPage(apiName, setPageTexts(text, { masterLabel: label }))
        openPath(pageBuilderPath(apiName))
      },
    })

  const rename = (page: PageSummary) =>
    setDialog({
      title: `Rename "${page.label}"`,
      submitLabel: 'Rename',
      label: page.label,
      apiName: page.apiName,
      note: page.activations.length > 0 ? 'Tabs, apps and objects will refer to the new name.' : undefined,
      onCancel: close,
      async onSubmit({ label, apiName }) {
        await renamePage(page.apiName, apiName, label)
        close()
        changed()
      },
    })

  const remove = (page: PageSummary) =>
    attempt(`"${page.label}" was not deleted`, async () => {
      const deleted = await deletePage(page.apiName)
      showToast({
        title: `"${page.label}" was deleted.`,
        variant: 'success',
        mode: 'dismissible',
        seconds: 15,
        action: {
          label: 'Undo',
          run: () =>
            attempt(`"${page.label}" was not brought back`, async () => {
              await restorePage(page.apiName, deleted)
            }),
        },
      })
    })

  const act = (page: PageSummary, action: string) => {
    if (action === 'clone') clone(page)
    if (action === 'rename') rename(page)
    if (action === 'delete') void remove(page)
    if (action === 'open') openPath(`/lightning/n/${encodeURIComponent(page.apiName)}`)
  }

  return (
    <SetupPage title="Lightning Pages" actions={<Button label="New" variant="brand" onClick={() => setNew(true)} />}>
      {answer.status === 'loading' && <Loading what="the pages" />}
      {answer.status === 'error' && <NotLoaded what="The pages" failure={answer.failure} />}
      {answer.status === 'ready' && (
        <PageList pages={answer.data.pages} apps={answer.data.apps} onAction={act} onNew={() => setNew(true)} />
      )}
      {dialog && <NameDialog {...dialog} />}
      {isNew && (
        <NewPageDialog onCancel={() => setNew(false)} onCreated={apiName => openPath(pageBuilderPath(apiName))} />
      )}
    </SetupPage>
  )
}

interface PageListProps {
  pages: readonly PageSummary[]
  apps: readonly Named[]
  onAction: (page: PageSummary, action: string) => void
  onNew: () => void
}

function PageList({ pages, apps, onAction, onNew }: PageListProps) {
  const [search, setSearch] = useState('')
  const words = search.toLowerCase().split(/\s+/)
  const shown = pages
    .filter(({ label, apiName, description }) => {
      const text = `${label} ${apiName} ${description}`.toLowerCase()
      return words.every(word => text.includes(word))
    })
    .toSorted((a, b) => a.label.localeCompare(b.label))
  if (pages.length === 0)
    return (
      <Card>
        <EmptyState iconName="utility:page" title="This project has no Lightning pages yet.">
          <p className="slds-m-bottom_small">Records and lists have pages without it; make one to arrange your own.</p>
          <Button label="New" variant="brand" onClick={onNew} />
        </EmptyState>
      </Card>
    )
  return (
    <Card title="All Lightning Pages" iconName="standard:app" padded={false}>
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
      </div>
      {shown.length === 0 ? (
        <EmptyState title={`No page matches "${search}".`} />
      ) : (
        <div className="millrace-wide">
          <table
            className="slds-table slds-table_bordered slds-table_cell-buffer slds-max-medium-table_stacked-horizontal"
            aria-label="Lightning Pages"
          >
            <thead>
              <tr>
                <th scope="col">Label</th>
                <th scope="col">API Name</th>
                <th scope="col">Type</th>
                <th scope="col">Object</th>
                <th scope="col">Active</th>
                <th scope="col">Last Changed</th>
                <th scope="col">
                  <span className="slds-assistive-text">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map(page => (
                <PageRow key={page.apiName} page={page} apps={apps} onAction={onAction} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  )
}

function PageRow({ page, apps, onAction }: { page: PageSummary } & Pick<PageListProps, 'apps' | 'onAction'>) {
  const { apiName, label, description, type, objectApiName, changedAt, activations } = page
  return (
    <tr>
      <th scope="row" data-label="Label" className="slds-cell-wrap">
        <Link href={pageBuilderPath(apiName)}>{label}</Link>
        {description && <p className="slds-text-body_small slds-text-color_weak">{description}</p>}
      </th>
      <td data-label="API Name">{apiName}</td>
      <td data-label="Type">{PAGE_TYPES.find(one => one.type === type)?.label ?? type}</td>
      <td data-label="Object">{objectApiName}</td>
      <td data-label="Active" className="slds-cell-wrap">
        {activations.length === 0 ? <Badge label="Inactive" /> : activationText(activations, type, apps)}
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
            ...(type === 'RecordPage' ? [] : [{ name: 'open', label: 'Open' }]),
            { name: 'clone', label: 'Clone' },
            { name: 'rename', label: 'Rename' },
            { name: 'delete', label: 'Delete' },
          ]}
          onSelect={action => onAction(page, action)}
        />
      </td>
    </tr>
  )
}
