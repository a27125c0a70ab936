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
	type WorkflowExecuteMode,
} from 'n8n-workflow';

const BASE_URL = 'http://localhost:5678/';

/** What differs between the occasions on which n8n's server calls its engine. */
export interface Occasion {
	/** The execution that a node runs in; webhooks are asked outside of any. */
	readonly execution?: { readonly id: string; readonly mode: WorkflowExecuteMode };
	/** Where this n8n answers, with a slash at its end. */
	readonly baseUrl?: string;
}

/** What n8n's server hands to its engine beside the workflow; what needs a server says so. */
export function createAdditionalData(
	credentialsHelper: ICredentialsHelper,
	workflow: Pick<IWorkflowBase, 'nodes' | 'connections'>,
	{ execution, baseUrl = BASE_URL }: Occasion = {},
): IWorkflowExecuteAdditionalData {
	const unavailable = (): Promise<never> =>
		Promise.reject(new UserError('This needs an n8n server, and the engine runs without one'));
	return {
		credentialsHelper,
		externalSecretsProxy: Container.get(ExternalSecretsProxy),
		currentNodeExecutionIndex: 0,
		variables: {},
		restApiUrl: `${baseUrl}rest`,
		instanceBaseUrl: baseUrl,
		formWaitingBaseUrl: `${baseUrl}form-waiting`,
		webhookBaseUrl: `${baseUrl}webhook`,
		webhookWaitingBaseUrl: `${baseUrl}webhook-waiting`,
		webhookTestBaseUrl: `${baseUrl}webhook-test`,
		executeWorkflow: unavailable,
		getRunExecutionData: unavailable,
		startRunnerTask: unavailable,
		logAiEvent: () => undefined,
		...(execution === undefined
			? {}
			: { executionId: execution.id, hooks: lifecycleHooks(execution, workflow) }),
	};
}

function lifecycleHooks(
	{ id, mode }: NonNullable<Occasion['execution']>,
	workflow: Pick<IWorkflowBase, 'nodes' | 'connections'>,
): ExecutionLifecycleHooks {
	return new ExecutionLifecycleHooks(mode, id, {
		...workflow,
		id: 'workflow',
		name: 'Workflow',
		active: false,
		activeVersionId: null,
		isArchived: false,
		createdAt: new Date(0),
		updatedAt: new Date(0),
	});
}
