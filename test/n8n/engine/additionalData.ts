/* eslint-disable @n8n/community-nodes/no-restricted-imports -- does not ship in the n8n package */
import './environment';
import { Container } from '@n8n/di';
import { ExecutionLifecycleHooks } from 'n8n-core/dist/execution-engine/execution-lifecycle-hooks';
// Adds the hooks to the type of the additional data, as importing all of n8n-core would.
import type {} from 'n8n-core/dist/execution-engine';
import { ExternalSecretsProxy } from 'n8n-core/dist/execution-engine/external-secrets-proxy';
import {
	UserError,
	type ICredentialsHelper,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

const BASE_URL = 'http://localhost:5678/';

/** What n8n's server hands to its engine beside the workflow; what needs a server says so. */
export function createAdditionalData(
	credentialsHelper: ICredentialsHelper,
	workflow: Pick<IWorkflowBase, 'nodes' | 'connections'>,
): IWorkflowExecuteAdditionalData {
	const unavailable = (): Promise<never> =>
		Promise.reject(new UserError('This needs an n8n server, and the engine runs without one'));
	return {
		credentialsHelper,
		hooks: new ExecutionLifecycleHooks('manual', '1', {
			...workflow,
			id: 'workflow',
			name: 'Workflow',
			active: false,
			activeVersionId: null,
			isArchived: false,
			createdAt: new Date(0),
			updatedAt: new Date(0),
		}),
		externalSecretsProxy: Container.get(ExternalSecretsProxy),
		executionId: '1',
		currentNodeExecutionIndex: 0,
		variables: {},
		restApiUrl: `${BASE_URL}rest`,
		instanceBaseUrl: BASE_URL,
		formWaitingBaseUrl: `${BASE_URL}form-waiting`,
		webhookBaseUrl: `${BASE_URL}webhook`,
		webhookWaitingBaseUrl: `${BASE_URL}webhook-waiting`,
		webhookTestBaseUrl: `${BASE_URL}webhook-test`,
		executeWorkflow: unavailable,
		getRunExecutionData: unavailable,
		startRunnerTask: unavailable,
		logAiEvent: () => undefined,
	};
}
