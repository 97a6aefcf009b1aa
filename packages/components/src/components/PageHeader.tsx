import { settingsList } from '@millrace/runtime'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { settingText } from '../renderer/settingText.ts'
import { useTexts } from '../renderer/useTexts.ts'
import { PageHeader as SldsPageHeader } from '../slds/PageHeader.tsx'

export function PageHeader({ state, component, slot }: ComponentProps) {
  const text = useTexts(state, component.apiName)
  const actions = slot('actions')
  const details = settingsList(state.attribute(component.apiName, 'details')).map(detail => ({
    label: settingText(detail, 'label'),
    value: settingText(detail, 'value'),
  }))
  return (
    <SldsPageHeader
      level={2}
      title={text('title')}
      kind={text('label') || undefined}
      info={text('info') || undefined}
      iconName={text('iconName') || undefined}
      actions={actions && <div className="millrace-button-row">{actions}</div>}
      details={details}
    />
  )
}
