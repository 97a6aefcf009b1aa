import type { HostAction } from '@millrace/server'

/// Rates contacts by how many cases they have, and leaves a task for those with many.
const action: HostAction = {
  label: 'Rate contacts',
  inputs: { contactId: { type: 'Text', required: true } },
  outputs: {
    rating: { type: 'Number' },
    taskIds: { type: 'Text', isCollection: true },
    contact: { type: 'Record', object: 'Contact' },
    details: { type: 'Apex', apexClass: 'RatingDetails' },
  },

  async run(batch, context) {
    const answers = []
    for (const { contactId } of batch) {
      const contact = await context.find('Contact', { Id: contactId })
      if (!contact) throw new Error(`There is no contact ${contactId}.`)
      const cases = await context.query('SELECT Id, Priority FROM Case WHERE ContactId = :contactId', { contactId })
      const rating = cases.filter(({ Priority }) => Priority === 'High').length * 10 + cases.length
      await context.update('Contact', [{ Id: contactId, Description: `Rated ${rating}` }])
      const taskIds = rating > 10 ? await context.insert('Task', [{ Subject: 'Call back', WhoId: contactId }]) : []
      context.log(`rated ${contact.LastName} ${rating}`)
      answers.push({ rating, taskIds, contact, details: { by: context.user.Username, at: context.now() } })
    }
    return answers
  },
}

export default action
