/** Inserts what it is given, and so fails as Apex does when a rule is broken. */
export default {
  label: 'Save a contact',
  inputs: { lastName: { type: 'Text' } },
  outputs: {},
  async run(batch, context) {
    await context.insert(
      'Contact',
      batch.map(({ lastName }) => ({ LastName: lastName })),
    )
  },
}
