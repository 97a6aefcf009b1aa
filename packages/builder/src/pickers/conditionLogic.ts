/// What is wrong with a custom logic, in a sentence.
export function logicProblem(logic: string, count: number): string | null {
  const numbers = [...logic.matchAll(/\d+/g)].map(([number]) => Number(number))
  const missing = Array.from({ length: count }, (_, i) => i + 1).filter(number => !numbers.includes(number))
  const beyond = numbers.find(number => number < 1 || number > count)
  if (beyond !== undefined) return `There is no condition ${beyond}.`
  if (/[^\d\s()andort]/i.test(logic)) return 'Only numbers, AND, OR, NOT and parentheses.'
  if (logic.split('(').length !== logic.split(')').length) return 'A parenthesis is missing.'
  return missing.length > 0 ? `Condition ${missing.join(', ')} is not in the logic.` : null
}
