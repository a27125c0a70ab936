export type { StoredCredential } from './credentialsHelper';
export type { NodeTypesByName } from './nodeTypes';
export { readWorkflow, runWorkflow, type RunOptions, type RunResult, type WorkflowJson } from './runWorkflow';
export { testCredential } from './testCredential';
