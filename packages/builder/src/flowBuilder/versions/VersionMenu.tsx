import { Menu } from '@millrace/components'
import type { OpenFlowFile } from '../flowAnswers.ts'

/// The other versions of a flow: to open, and to compare with.
export function VersionMenu({
  file,
  number,
  onOpen,
  onCompare,
}: {
  file: OpenFlowFile
  number: number
  onOpen(number: number): void
  onCompare(number: number): void
}) {
  const others = file.versions.filter(version => version.number !== number)
  return (
    <Menu
      button={{ iconName: 'utility:rows', assistiveText: 'Versions', variant: 'border' }}
      items={
        others.length === 0
          ? [{ name: 'none', label: 'There is no other version', disabled: true }]
          : others.flatMap(version => [
              { name: `open ${version.number}`, label: `Open Version ${version.number} (${version.status})` },
              { name: `compare ${version.number}`, label: `Compare with Version ${version.number}` },
            ])
      }
      onSelect={name => {
        const [what, other] = name.split(' ')
        if (what === 'open') onOpen(Number(other))
        else if (what === 'compare') onCompare(Number(other))
      }}
    />
  )
}
