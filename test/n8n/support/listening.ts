import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeParameters,
	INodeType,
} from 'n8n-workflow';
import { KardApi } from '../../../credentials/KardApi.credentials';
import { KardTokenApi } from '../../../credentials/KardTokenApi.credentials';
import { KardTrigger } from '../../../nodes/Kard/KardTrigger.node.js';
import type { Sandbox, SandboxOptions } from '../../../sandbox';
import { startKard } from '../../support/kard';
import { tokenFor } from '../../support/token';
import { activateWorkflow, type ActivationOptions, type ActiveWorkflow, type WorkflowJson } from '../engine';
import { EditFields } from './editFields';
import { workflowOf } from './kardInN8n';

/** The type of the trigger in a workflow. */
const TRIGGER = 'n8n-nodes-kard.kardTrigger';
/** The id by which the workflow names its credential. */
const CREDENTIAL_ID = 'kard-client';

/** What is chosen in the trigger. */
interface Chosen {
	readonly events?: readonly string[] | undefined;
	/** What stands among the options of the trigger. */
	readonly options?: INodeParameters | undefined;
	/** Other parameters of the trigger. */
	readonly parameters?: INodeParameters | undefined;
	/** Changes of the trigger itself, such as another webhook id. */
	readonly node?: Partial<INode> | undefined;
	/** Which credential the trigger has; the one with client ID and secret unless given. */
	readonly signIn?: 'kardApi' | 'kardTokenApi' | undefined;
}

/** The settings of an activation that tests change. */
type Activation = Pick<
	ActivationOptions,
	'staticData' | 'mode' | 'activation' | 'attempts' | 'port' | 'publicBaseUrl' | 'keepRuns'
>;

/** How a workflow is to listen. */
export interface Listening extends Chosen, Activation {
	/** The fields of the credential, beside what the sandbox wants. */
	readonly credential?: ICredentialDataDecryptedObject;
	/** What stands behind the trigger in place of Edit Fields. */
	readonly nextNode?: INodeType;
	/** Whether n8n has just begun to run, so that nothing is left in its memory of what came before. */
	readonly freshProcess?: boolean;
}

/** The trigger, from modules that are loaded once more. */
function freshTrigger(): INodeType {
	let trigger: INodeType = new KardTrigger();
	jest.isolateModules(() => {
		const path = '../../../nodes/Kard/KardTrigger.node.js';
		trigger = new (jest.requireActual<{ KardTrigger: typeof KardTrigger }>(path).KardTrigger)();
	});
	return trigger;
}

/** The workflow with what a test chose in its trigger. */
function changed(source: WorkflowJson, { events, options, parameters, node, signIn }: Chosen): WorkflowJson {
	const nodes = source.nodes.map((one): INode => {
		if (one.type !== TRIGGER) return one;
		const chosen = { ...(events && { events: [...events] }), ...(options && { options }) };
		const account = signIn && { [signIn]: { id: CREDENTIAL_ID, name: 'Kard account' } };
		return {
			...one,
			...(account && { credentials: account }),
			...node,
			parameters: { ...one.parameters, ...chosen, ...(signIn && { authentication: signIn }), ...parameters },
		};
	});
	return { ...source, nodes };
}

/** What the sandbox keeps of a subscription, in one line to compare. */
export interface Subscribed {
	readonly event: string;
	readonly url: string;
	readonly enabled: boolean;
}

/** Kard's sandbox, and n8n's engine with workflows that listen to it, for the tests of one file. */
interface ListeningN8n {
	readonly sandbox: Sandbox;
	/** Activates the workflow of this folder; whatever a test leaves active is stopped after it. */
	listen(how?: Listening): Promise<ActiveWorkflow>;
	/** The subscriptions at Kard, in the order in which they were made. */
	subscriptions(): readonly Subscribed[];
	/** Subscribes somebody else, and gives the id of the subscription. */
	subscribeElsewhere(event: string, url: string, enabled?: boolean): Promise<string>;
	/** What the executions got of the trigger, and what the node behind it made of it. */
	items(workflow: ActiveWorkflow): readonly IDataObject[];
	told(workflow: ActiveWorkflow): readonly unknown[];
}

/** Starts a sandbox for the tests of a file, and empties it before each of them. */
export function listeningN8n(sandboxOptions: SandboxOptions = {}): ListeningN8n {
	const kard = startKard({ deliveryDelaysMs: [5, 10], auditDurationMs: 5, enrolled: [], ...sandboxOptions });
	let active: ActiveWorkflow[] = [];
	let tests = 0;

	beforeEach(() => {
		tests += 1;
	});
	afterEach(async () => {
		await Promise.all(active.map((workflow) => workflow.stop()));
		active = [];
	});

	const itemsOf = (workflow: ActiveWorkflow, node: string): IDataObject[] =>
		workflow.runs.flatMap(({ outputs }) => (outputs[node]?.[0] ?? []).map(({ json }) => json));

	return {
		get sandbox() {
			return kard.sandbox;
		},
		listen: async (how = {}) => {
			const { events, options, parameters, credential, node, signIn, nextNode, freshProcess, ...activation } =
				how;
			const type = signIn ?? 'kardApi';
			const data = { ...(await credentialFor(kard.sandbox, type)), ...credential };
			// What a trigger remembers of one workflow must not reach the next test.
			const source = { ...workflowOf('on-notification'), id: `on-notification-${tests}` };
			const workflow = await activateWorkflow(
				changed(source, { events, options, parameters, node, signIn }),
				{
					nodes: {
						[TRIGGER]: freshProcess === true ? freshTrigger() : new KardTrigger(),
						'n8n-nodes-base.set': nextNode ?? new EditFields(),
					},
					credentialTypes: [new KardApi(), new KardTokenApi()],
					credentials: { [CREDENTIAL_ID]: { type, data } },
					...activation,
				},
			);
			active.push(workflow);
			return workflow;
		},
		subscriptions: () =>
			[...kard.sandbox.state.subscriptions.values()].map(({ attributes }) => ({
				event: attributes.eventName,
				url: attributes.webhookUrl,
				enabled: attributes.enabled,
			})),
		subscribeElsewhere: async (eventName, webhookUrl, enabled = true) => {
			const attributes = { eventName, webhookUrl, enabled };
			const path = `/v2/issuers/${kard.sandbox.organizationId}/subscriptions`;
			const body = { data: [{ type: 'subscription', attributes }] };
			await kard.client().request({ method: 'POST', path, body });
			return [...kard.sandbox.state.subscriptions.keys()].at(-1) ?? '';
		},
		items: (workflow) => itemsOf(workflow, 'Kard Trigger'),
		told: (workflow) => itemsOf(workflow, 'Tell').map(({ text }) => text),
	};
}

/** The fields of a credential for a sandbox, webhook key included. */
export async function credentialFor(
	sandbox: Sandbox,
	type: 'kardApi' | 'kardTokenApi' = 'kardApi',
): Promise<ICredentialDataDecryptedObject> {
	const { baseUrl, organizationId, clientId, clientSecret, webhookKey } = sandbox;
	const both = { environment: 'custom', baseUrl, organizationId, webhookKey };
	return type === 'kardApi'
		? { ...both, clientId, clientSecret }
		: { ...both, accessToken: await tokenFor(sandbox) };
}
