import { Button } from '@millrace/components'
import { mentionsOf } from '@millrace/metadata'
import { useMemo } from 'react'
import { FieldGroup } from '../../pickers/fields.tsx'
import { useFlowEdit } from '../editContext.ts'

/// The elements and resources that mention one.
export function WhereUsed({ name }: { name: string }) {
  const { flow, open } = useFlowEdit()
  const names = useMemo(() => {
    const users = mentionsOf(flow, name).flatMap(({ in: owner, tag }) =>
      tag === 'targetReference' ? [] : [owner ?? ''],
    )
    return [...new Set(users)]
  }, [flow, name])
  return (
    <FieldGroup title="Where Used">
      {names.length === 0 ? (
        <p className="slds-text-color_weak">No element or resource uses it.</p>
      ) : (
        <ul>
          {names.map(one => (
            <li key={one}>
              <Button label={one || 'Start'} variant="base" onClick={() => open(one)} />
            </li>
          ))}
        </ul>
      )}
    </FieldGroup>
  )
}
