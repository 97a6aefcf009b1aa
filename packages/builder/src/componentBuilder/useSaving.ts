import { ApiFailure } from '@millrace/components'
import { type DynamicComponent, rewriteJson } from '@millrace/metadata'
import type { Toast } from '@millrace/runtime'
import { useCallback, useEffect, useMemo, useState } from 'react'
import {
  activateVersion,
  ChangedMeanwhile,
  type ComponentStatus,
  deactivateComponent,
  type OpenComponentFile,
  openComponentFile,
  type OpenVersion,
  saveAsNewVersion,
  saveVersion,
} from './builderApi.ts'
import type { Editor } from './document/editor.ts'
import { withMember } from './document/members.ts'
import { isSame } from './document/merge.ts'
import { DraftKeeping } from './draftKeeping.ts'
import { useSnapshot } from './useEditor.ts'

/// How what is on the screen stands to what is saved.
export interface Saving {
  readonly file: OpenComponentFile
  /// The version that is edited.
  readonly base: OpenVersion
  readonly status: ComponentStatus
  readonly hasChanges: boolean
  readonly isBusy: boolean
  /// When the last save ended, in milliseconds since 1970.
  readonly savedAt: number | undefined
  /// What somebody else saved meanwhile, while it is decided what to do about it.
  readonly conflict: OpenVersion | undefined
  text(): string
  save(): Promise<void>
  saveAsNew(): Promise<void>
  activate(): Promise<void>
  deactivate(): Promise<void>
  /// Goes on from what the other person saved; theirs is the version that the next save replaces.
  settle(definition: OpenVersion): void
  dismissConflict(): void
  /// Takes up a version that was saved before, with its text, as a change that can be undone.
  open(version: OpenVersion, label: string): void
  discard(): void
}

const DRAFT_MS = 1_000

// Which version is active is said by Activate, not by an edit.
const withStatusOf = (saved: DynamicComponent, definition: DynamicComponent): DynamicComponent =>
  withMember(definition, 'status', saved.status)

/// Saves the component that [editor] holds, and keeps what is not saved yet as a draft.
export function useSaving(editor: Editor, opened: OpenComponentFile, showToast: (toast: Toast) => void): Saving {
  const { definition } = useSnapshot(editor)
  const [file, setFile] = useState(opened)
  const [base, setBase] = useState<OpenVersion>(opened.current)
  const [isBusy, setBusy] = useState(false)
  const [savedAt, setSavedAt] = useState<number>()
  const [conflict, setConflict] = useState<OpenVersion>()
  const saved = useMemo(() => JSON.parse(base.text) as typeof definition, [base.text])
  const text = useCallback(() => rewriteJson(base.text, withStatusOf(saved, editor.definition)), [base, saved, editor])
  const hasChanges = useMemo(() => !isSame(saved, withStatusOf(saved, definition)), [saved, definition])

  const drafts = useState(() => new DraftKeeping(opened.apiName, opened.draft !== null))[0]
  useEffect(() => {
    if (!hasChanges) return drafts.drop()
    const timer = setTimeout(() => drafts.keep({ number: base.number, basedOn: base.hash, text: text() }), DRAFT_MS)
    return () => clearTimeout(timer)
  }, [definition, hasChanges, drafts, base, text])
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (hasChanges) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [hasChanges])

  const refresh = async (number: number) => {
    const now = await openComponentFile(file.apiName)
    setFile(now)
    return { now, isNewest: now.current.number === number }
  }
  const attempt = async (what: string, work: () => Promise<void>) => {
    setBusy(true)
    try {
      await drafts.settled
      await work()
    } catch (error) {
      if (error instanceof ChangedMeanwhile && error.theirs) setConflict(error.theirs)
      else if (error instanceof ApiFailure)
        showToast({ title: what, message: error.message, variant: 'error', mode: 'sticky' })
      else throw error
    } finally {
      setBusy(false)
    }
  }
  const done = (title: string) => showToast({ title, variant: 'success', mode: 'dismissible' })

  const store = async (): Promise<OpenVersion> => {
    const saved = text()
    const { number, hash } = await saveVersion(file.apiName, base.number, base.hash, saved)
    const version = { number, hash, text: saved }
    setBase(version)
    setSavedAt(Date.now())
    return version
  }

  return {
    file,
    base,
    status: base.number === file.inFile ? file.status : 'Draft',
    hasChanges,
    isBusy,
    savedAt,
    conflict,
    text,
    save: () =>
      attempt('The component was not saved', async () => {
        const { number } = await store()
        await refresh(number)
        done(`Version ${number} was saved.`)
      }),
    saveAsNew: () =>
      attempt('The component was not saved', async () => {
        const { number } = await saveAsNewVersion(file.apiName, text())
        const { now } = await refresh(number)
        setBase(now.current)
        setSavedAt(Date.now())
        done(
          `Saved as version ${number}. ${now.status === 'Active' ? `Version ${now.inFile} stays active.` : 'It is a draft.'}`,
        )
      }),
    activate: () =>
      attempt('The component was not activated', async () => {
        const { number } = hasChanges ? await store() : base
        await activateVersion(file.apiName, number)
        const { now } = await refresh(number)
        if (now.current.number === number) setBase(now.current)
        done(`Version ${number} is active.`)
      }),
    deactivate: () =>
      attempt('The component was not deactivated', async () => {
        await deactivateComponent(file.apiName, 'Draft')
        const { now } = await refresh(base.number)
        if (now.current.number === base.number) setBase(now.current)
        done('The component is a draft. Pages say so in its place.')
      }),
    settle(theirs) {
      setBase(theirs)
      setConflict(undefined)
    },
    dismissConflict: () => setConflict(undefined),
    open(version, label) {
      setBase(version)
      editor.change(label, JSON.parse(version.text) as typeof definition)
    },
    discard() {
      editor.change('Discard changes', JSON.parse(base.text) as typeof definition)
    },
  }
}
