import { Cancellation, type ComponentHost } from '@millrace/runtime'
import { describe, expect, it } from 'vitest'
import { newDialogList } from './dialogList.ts'

const confirmation = {
  title: 'Delete?',
  message: '',
  theme: 'default',
  confirmLabel: 'OK',
  cancelLabel: 'Cancel',
  isDestructive: false,
} as const
const flow = {
  place: 'dialog',
  flow: 'Survey',
  inputs: {},
  title: '',
  size: 'small',
  side: 'right',
  showsError: true,
} as const

describe('what was opened for a chain of interactions', () => {
  it('closes when a later click takes the place of that chain, and nothing else does', async () => {
    const list = newDialogList()
    const cancellation = new Cancellation()
    const asked = list.confirm(confirmation)
    const opened = list.openFlow(flow, {} as unknown as ComponentHost, cancellation)
    expect(list.dialogs().map(({ kind }) => kind)).toEqual(['confirm', 'flow'])
    cancellation.cancel()
    expect(await opened).toEqual({ status: 'closed', outputs: {} })
    expect(list.dialogs().map(({ kind }) => kind)).toEqual(['confirm'])
    list.leave()
    expect(await asked).toBe(false)
  })

  it('is not shown when the chain has ended already', async () => {
    const list = newDialogList()
    const cancellation = new Cancellation()
    cancellation.cancel()
    expect(await list.confirm(confirmation, cancellation)).toBe(false)
    expect(list.dialogs()).toEqual([])
  })
})
