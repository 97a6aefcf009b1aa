import { Button, Modal } from '@millrace/components'
import type { DynamicComponent } from '@millrace/metadata'
import { useMemo } from 'react'
import type { OpenVersion } from './builderApi.ts'
import { differences } from './document/differences.ts'
import type { Editor } from './document/editor.ts'
import { mergeDefinitions } from './document/merge.ts'
import type { Saving } from './useSaving.ts'

/// Somebody else saved the version meanwhile: what each changed, and putting both together.
export function ConflictDialog({ saving, theirs, editor }: { saving: Saving; theirs: OpenVersion; editor: Editor }) {
  const { base } = saving
  const mine = editor.definition
  const compared = useMemo(() => {
    const [was, now] = [base, theirs].map(({ text }) => JSON.parse(text) as DynamicComponent)
    return {
      mine: differences(was!, mine),
      theirs: differences(was!, now!),
      merged: mergeDefinitions(was!, mine, now!),
    }
  }, [base, mine, theirs])
  const { definition, conflicts } = compared.merged
  return (
    <Modal
      title="Somebody else saved this version"
      onClose={saving.dismissConflict}
      footer={
        <>
          <Button label="Not Now" onClick={saving.dismissConflict} />
          <Button
            label="Take Theirs"
            onClick={() => {
              saving.settle(theirs)
              editor.change('Take what somebody else saved', JSON.parse(theirs.text) as DynamicComponent)
            }}
          />
          <Button
            label="Merge"
            variant="brand"
            onClick={() => {
              saving.settle(theirs)
              editor.change('Merge with what somebody else saved', definition)
            }}
          />
        </>
      }
    >
      <p>
        Nothing is lost: merging puts both together, and Save then saves the result. Undo brings back what you see now.
      </p>
      <div className="builder-compare">
        <Changes title="You changed" lines={compared.mine} />
        <Changes title="They changed" lines={compared.theirs} />
      </div>
      {conflicts.length > 0 && (
        <p className="builder-refusal" role="alert">
          Both of you changed {conflicts.join(', ')}. Merging keeps yours there.
        </p>
      )}
    </Modal>
  )
}

export function Changes({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <section>
      <h3 className="builder-heading">{title}</h3>
      {lines.length === 0 ? (
        <p className="builder-note">Nothing.</p>
      ) : (
        <ul className="slds-list_dotted">
          {lines.map((line, index) => (
            <li key={index}>{line}</li>
          ))}
        </ul>
      )}
    </section>
  )
}
