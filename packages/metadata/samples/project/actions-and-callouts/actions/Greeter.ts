export default { label: 'Greet', inputs: {}, outputs: {}, run: () => [] }
