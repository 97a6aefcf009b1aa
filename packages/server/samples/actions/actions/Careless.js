/** Answers whatever it is told to: for what happens when an action does not keep to what it declares. */
export default {
  label: 'Answer carelessly',
  inputs: { answer: { type: 'Text' } },
  outputs: { count: { type: 'Number' }, names: { type: 'Text', isCollection: true } },
  run: batch => JSON.parse(batch[0].answer),
}
