export * from './scope.ts'
export {
  type Call,
  type FormulaTree,
  type Literal,
  type Missing,
  type Node,
  type Operation,
  type Operator,
  positionIn,
  type Reference,
  references,
  type Span,
} from './tree.ts'
export { type FormulaCode, type FormulaDiagnostic, FormulaError } from './diagnostic.ts'
export { parseFormula } from './parse.ts'
export { checkFormula, type CheckOptions, type FormulaCheck, MAX_FORMULA_LENGTH } from './check.ts'
export { type CompiledFormula, compileFormula, type PreparedFormula, prepareFormula } from './compile.ts'
export { type FunctionHelp, functionNames } from './functions/help.ts'
