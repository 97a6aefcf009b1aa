import type { HostAction } from '@millrace/server'

const action: HostAction = {
  label: 'Greet',
  inputs: { name: { type: 'Text', required: true } },
  outputs: { greeting: { type: 'Text' } },

  run: batch =>
    batch.map(({ name }) => {
      if (name === 'Nobody') throw new Error('There is nobody to greet.')
      return { greeting: `Hello ${name}` }
    }),
}

export default action
