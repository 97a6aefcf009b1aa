import { useLabels } from '../labels/Localized.tsx'
import { Menu } from '../slds/Menu.tsx'
import { openPath } from './location.ts'
import { MenuHeading } from './MenuHeading.tsx'
import type { SetupEntry } from './PageRoute.ts'

/// The gear at the right, where Salesforce has it.
export default function SetupMenu({ entries }: { entries: readonly SetupEntry[] }) {
  const labels = useLabels()
  return (
    <Menu
      button={{ iconName: 'utility:settings', assistiveText: labels.setup, variant: 'container' }}
      heading={<MenuHeading title={labels.setup} />}
      items={entries.map(({ path, label, group }) => ({ name: path, label, group }))}
      onSelect={openPath}
    />
  )
}
