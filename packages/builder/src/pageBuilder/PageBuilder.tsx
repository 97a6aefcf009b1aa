import {
  ApiFailure,
  Badge,
  Button,
  ButtonIcon,
  Icon,
  MessagePage,
  Modal,
  openPath,
  type PageRouteProps,
  ScopedNotification,
  Spinner,
  useJson,
} from '@millrace/components'
import type { ComponentHost } from '@millrace/runtime'
import { useEffect, useMemo, useRef, useState } from 'react'
import { type CanvasWidth, WIDTHS } from '../componentBuilder/canvas/Canvas.tsx'
import { SchemaProvider } from '../pickers/schema.tsx'
import { moment } from '../setup/moments.ts'
import { ActivationDialog } from './ActivationDialog.tsx'
import { activationText } from './activationText.ts'
import { type PageBuilding, PageBuildingContext, useEditing } from './builderContext.ts'
import { ItemSettings } from './ItemSettings.tsx'
import { PageCanvas } from './PageCanvas.tsx'
import { PageEditing } from './pageEditing.ts'
import { PagePalette } from './PagePalette.tsx'
import { PagePreview } from './PagePreview.tsx'
import { PageVersions } from './PageVersions.tsx'
import { activatePage, keepPageDraft, type OpenPage, openPage, savePage, type TheirPage } from './pagesApi.ts'
import { PageSettings } from './PageSettings.tsx'
import '../componentBuilder/componentBuilder.css'
import './pageBuilder.css'

/// The page builder on the page that the address names.
export default function PageBuilder(props: PageRouteProps) {
  const apiName = props.rest
  const [opened, setOpened] = useState<OpenPage>()
  const [failure, setFailure] = useState<string>()
  const components = useJson<{ components: PageBuilding['components'] }>('/millrace/v1/builder/components', 0)
  useEffect(() => {
    let isWanted = true
    openPage(apiName).then(
      page => isWanted && setOpened(page),
      (error: ApiFailure) => isWanted && setFailure(error.message),
    )
    return () => {
      isWanted = false
    }
  }, [apiName])
  if (failure)
    return (
      <MessagePage title="The page cannot be opened" iconName="utility:error">
        <p className="slds-m-bottom_small">{failure}</p>
        <a href="/setup/pages">All Lightning Pages</a>
      </MessagePage>
    )
  // Not before the components are known: they would push the others down, away from under the pointer that drags them.
  if (!opened || components.status === 'loading')
    return (
      <div className="millrace-loading-page">
        <Spinner label={`Opening ${apiName}`} />
      </div>
    )
  return (
    <SchemaProvider version={0}>
      <PageWorkspace
        key={opened.apiName}
        opened={opened}
        components={components.status === 'ready' ? components.data.components : NO_COMPONENTS}
        {...props}
      />
    </SchemaProvider>
  )
}

const NO_COMPONENTS: PageBuilding['components'] = []

interface PageWorkspaceProps extends PageRouteProps {
  opened: OpenPage
  components: PageBuilding['components']
}

type Dialog = 'activation' | 'leaving' | 'versions' | { readonly theirs: TheirPage }

function PageWorkspace({ opened, components, host, showToast }: PageWorkspaceProps) {
  const editing = useState(() => new PageEditing(opened.apiName, opened.text))[0]
  const state = useEditing(editing)
  const { page, selection, text } = state
  const [saved, setSaved] = useState({ hash: opened.hash, text: opened.text })
  const [versions, setVersions] = useState(opened.versions)
  const [draft, setDraft] = useState(opened.draft)
  const [activations, setActivations] = useState(opened.activations)
  const [dialog, setDialog] = useState<Dialog>()
  const [width, setWidth] = useState<CanvasWidth>('Large')
  const [isPreview, setPreview] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const recordId = useSampleRecord(host, page.type === 'RecordPage' ? page.objectApiName : null)
  const live = useRef<HTMLDivElement>(null)
  const hasChanges = text !== saved.text
  const building = useMemo<PageBuilding>(
    () => ({
      editing,
      components,
      announce(message) {
        if (live.current) live.current.textContent = message
      },
    }),
    [editing, components],
  )
  useEffect(() => {
    document.title = `${page.label} | Page Builder`
  }, [page.label])
  useUnsavedWarning(hasChanges)
  useDraft(opened.apiName, saved, text, draft === null)

  /// Whether it is saved afterwards.
  const save = async (basedOn = saved.hash): Promise<boolean> => {
    setBusy(true)
    try {
      const outcome = await savePage(opened.apiName, basedOn, text)
      if ('theirs' in outcome) setDialog(outcome)
      else {
        setSaved({ hash: outcome.saved.hash, text })
        setDraft(null)
        setVersions((await openPage(opened.apiName)).versions)
      }
      return 'saved' in outcome
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      showToast({ title: 'The page was not saved', message: error.message, variant: 'error', mode: 'sticky' })
      return false
    } finally {
      setBusy(false)
    }
  }
  const saveAndSay = async (basedOn?: string) => {
    if (!(await save(basedOn))) return
    const isInactive = activations.length === 0
    showToast({
      title: 'The page was saved.',
      variant: 'success',
      mode: 'dismissible',
      ...(isInactive && {
        message: 'Nobody sees it until it is active.',
        action: { label: 'Activate', run: async () => setDialog('activation') },
      }),
    })
  }
  const openActivation = async () => {
    if (!hasChanges || (await save())) setDialog('activation')
  }
  const leave = () => openPath('/setup/pages')
  useKeys(editing, () => void saveAndSay())

  const item = selection && page.regions.find(({ name }) => name === selection.region)?.items[selection.index]
  return (
    <PageBuildingContext value={building}>
      <div className="builder">
        <header className="builder-header">
          <button
            type="button"
            className="slds-button_reset builder-header-back"
            onClick={() => (hasChanges ? setDialog('leaving') : leave())}
          >
            <Icon name="utility:back" size="x-small" variant="inverse" /> Back
          </button>
          <span className="builder-header-kind">Page Builder</span>
          <span className="builder-header-name slds-truncate">{page.label}</span>
        </header>
        <h1 className="slds-assistive-text">Page Builder: {page.label}</h1>
        <div className="builder-toolbar" role="toolbar" aria-label="Page">
          <ButtonIcon
            iconName="utility:undo"
            assistiveText={state.undoTitle ? `Undo: ${state.undoTitle}` : 'Undo'}
            variant="border-filled"
            disabled={state.undoTitle === null}
            onClick={() => editing.undo()}
          />
          <ButtonIcon
            iconName="utility:redo"
            assistiveText={state.redoTitle ? `Redo: ${state.redoTitle}` : 'Redo'}
            variant="border-filled"
            disabled={state.redoTitle === null}
            onClick={() => editing.redo()}
          />
          <span className="builder-toolbar-gap" />
          {WIDTHS.map(({ name, label, iconName }) => (
            <ButtonIcon
              key={name}
              iconName={iconName}
              assistiveText={label}
              variant="border-filled"
              pressed={width === name}
              onClick={() => setWidth(name)}
            />
          ))}
          <span className="builder-toolbar-space" />
          <span className="builder-saved">{isBusy ? 'Saving …' : hasChanges ? 'Unsaved changes' : ''}</span>
          <Badge
            label={activations.length > 0 ? activationText(activations, page.type, opened.apps) : 'Inactive'}
            variant={activations.length > 0 ? 'success' : 'default'}
          />
          <Button label="Versions" onClick={() => setDialog('versions')} />
          <Button label={isPreview ? 'Back to Building' : 'Preview'} onClick={() => setPreview(!isPreview)} />
          <Button label="Save" disabled={!hasChanges} busy={isBusy} onClick={() => void saveAndSay()} />
          <Button label="Activation" variant="brand" disabled={isBusy} onClick={() => void openActivation()} />
        </div>
        {draft && (
          <DraftNote
            savedAt={moment(new Date(draft.savedAt).toISOString(), host.locale, host.timeZone)}
            onContinue={() => {
              editing.apply('Go on with what was not saved', () => draft.text, null)
              setDraft(null)
            }}
            onDiscard={() => {
              void keepPageDraft(opened.apiName, saved.hash, null)
              setDraft(null)
            }}
          />
        )}
        {isPreview ? (
          <PagePreview page={page} host={host} recordId={recordId} width={width} />
        ) : (
          <div className="builder-body">
            <aside className="builder-left" aria-label="Components">
              <PagePalette />
            </aside>
            <section className="builder-middle" aria-label="Canvas">
              <PageCanvas width={width} host={host} recordId={recordId} />
            </section>
            <aside className="builder-side" aria-label="Properties">
              {item && selection ? (
                <ItemSettings key={`${selection.region}#${selection.index}`} item={item} place={selection} />
              ) : (
                <PageSettings />
              )}
            </aside>
          </div>
        )}
        <div ref={live} className="slds-assistive-text" aria-live="polite" />
      </div>
      {dialog === 'activation' && (
        <ActivationDialog
          label={page.label}
          type={page.type}
          objectApiName={page.objectApiName}
          activations={activations}
          apps={opened.apps}
          profiles={opened.profiles}
          recordTypes={opened.recordTypes}
          onClose={() => setDialog(undefined)}
          onSave={async wanted => {
            const now = await activatePage(opened.apiName, wanted)
            setActivations(now)
            setDialog(undefined)
            const title = now.length > 0 ? 'The page is active.' : 'The page is not active any more.'
            showToast({ title, variant: 'success', mode: 'dismissible' })
          }}
        />
      )}
      {dialog === 'versions' && (
        <PageVersions
          apiName={opened.apiName}
          label={page.label}
          versions={versions}
          saved={saved.hash}
          host={host}
          onOpen={(old, number) => {
            editing.apply(`Open version ${number}`, () => old, null)
            setDialog(undefined)
          }}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === 'leaving' && (
        <Modal
          title="Unsaved changes"
          isPrompt
          onClose={() => setDialog(undefined)}
          footer={
            <>
              <Button label="Keep Building" onClick={() => setDialog(undefined)} />
              <Button label="Leave Without Saving" onClick={leave} />
              <Button label="Save" variant="brand" onClick={() => void save().then(isSaved => isSaved && leave())} />
            </>
          }
        >
          <p>What you changed is not in the page's file yet.</p>
        </Modal>
      )}
      {typeof dialog === 'object' && (
        <Modal
          title="Somebody else saved this page"
          isPrompt
          onClose={() => setDialog(undefined)}
          footer={
            <>
              <Button label="Not Now" onClick={() => setDialog(undefined)} />
              <Button
                label="Take Theirs"
                onClick={() => {
                  editing.apply('Take what somebody else saved', () => dialog.theirs.text, null)
                  setSaved(dialog.theirs)
                  setDialog(undefined)
                }}
              />
              <Button
                label="Save Mine"
                variant="brand"
                onClick={() => {
                  setDialog(undefined)
                  void saveAndSay(dialog.theirs.hash)
                }}
              />
            </>
          }
        >
          <p>Take theirs to go on from what they saved; Undo brings back yours. Or save yours over it.</p>
        </Modal>
      )}
    </PageBuildingContext>
  )
}

/// The record of an object that was changed last.
function useSampleRecord({ apiVersion = 'v62.0' }: ComponentHost, objectApiName: string | null): string | undefined {
  const soql = `SELECT Id FROM ${objectApiName ?? 'User'} ORDER BY LastModifiedDate DESC LIMIT 1`
  const answer = useJson<{ records: readonly { Id: string }[] }>(
    `/services/data/${apiVersion}/query?q=${encodeURIComponent(soql)}`,
    0,
  )
  return objectApiName !== null && answer.status === 'ready' ? answer.data.records[0]?.Id : undefined
}

interface DraftNoteProps {
  savedAt: string
  onContinue: () => void
  onDiscard: () => void
}

const DraftNote = ({ savedAt, onContinue, onDiscard }: DraftNoteProps) => (
  <ScopedNotification
    variant="info"
    action={
      <>
        <Button label="Continue" onClick={onContinue} />
        <Button label="Discard" onClick={onDiscard} />
      </>
    }
  >
    You changed this page and did not save it ({savedAt}).
  </ScopedNotification>
)

/// A while after the last change.
const DRAFT_MS = 1500

/// Keeps what is not saved, so that a closed tab loses nothing.
function useDraft(apiName: string, saved: TheirPage, text: string, isOn: boolean): void {
  const wasKept = useRef(false)
  useEffect(() => {
    const isChanged = text !== saved.text
    if (!isOn || (!isChanged && !wasKept.current)) return
    const timer = setTimeout(() => {
      wasKept.current = isChanged
      // Without a server the warning of the browser is left.
      keepPageDraft(apiName, saved.hash, isChanged ? text : null).catch(() => undefined)
    }, DRAFT_MS)
    return () => clearTimeout(timer)
  }, [apiName, saved, text, isOn])
}

function useUnsavedWarning(hasChanges: boolean): void {
  useEffect(() => {
    if (!hasChanges) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [hasChanges])
}

/// Ctrl+S, Ctrl+Z, Ctrl+Y; in a field the field's own undoing goes first.
function useKeys(editing: PageEditing, save: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      const isTyping = event.target instanceof HTMLElement && event.target.closest('input, textarea, [role=dialog]')
      const key = event.key.toLowerCase()
      if (key === 's') save()
      else if (isTyping) return
      else if (key === 'z' && !event.shiftKey) editing.undo()
      else if (key === 'y' || key === 'z') editing.redo()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}
