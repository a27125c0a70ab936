export { activateWorkflow } from './activeWorkflow';
export type { StoredCredential } from './credentialsHelper';
export type { RunResult } from './runResult';
export { runWorkflow } from './runWorkflow';
export { searchList } from './searchList';
export { testCredential } from './testCredential';
export type { ActivationOptions, ActiveWorkflow } from './webhooks/activation';
export { readWorkflow, type WorkflowJson } from './workflowJson';
