import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeParameters,
	INodeType,
} from 'n8n-workflow';
import * as n8nWorkflow from 'n8n-workflow';
import { KardApi } from '../../../credentials/KardApi.credentials';
import { KardTokenApi } from '../../../credentials/KardTokenApi.credentials';
import { KardTrigger } from '../../../nodes/Kard/KardTrigger.node.js';
import * as shared from '../../../shared/host';
import type { SandboxOptions } from '../../../sandbox';
import { startKard, type Kard } from '../../support/kard';
import { activateWorkflow, type ActivationOptions, type ActiveWorkflow, type WorkflowJson } from '../engine';
import { EditFields } from './editFields';
import { CREDENTIAL_ID, credentialFor, withoutWaits, workflowOf } from './kardInN8n';

/** The type of the trigger in a workflow. */
const TRIGGER = 'n8n-nodes-kard.kardTrigger';

/** What is chosen in the trigger. */
interface Chosen {
	readonly events?: readonly string[] | undefined;
	/** What is chosen among the options of the trigger. */
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
	/** What is behind the trigger in place of Edit Fields. */
	readonly nextNode?: INodeType;
	/** Whether n8n has just begun to run, so that nothing is left in its memory of what came before. */
	readonly freshProcess?: boolean;
}

/**
 * Has the trigger load once more what it loads at first use, as in a process that has just begun. What it uses of others
 * has no memory, and stays.
 */
function forgetTrigger(): void {
	jest.resetModules();
	jest.doMock('n8n-workflow', () => n8nWorkflow);
	jest.doMock('../../../shared/host', () => shared);
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

/** Kard on this machine, and n8n's engine with workflows that listen to it. */
interface ListeningN8n extends Kard {
	/** Activates the workflow of this folder; whatever a test leaves active is stopped after it. */
	listen(how?: Listening): Promise<ActiveWorkflow>;
	/** What the executions got of the trigger. */
	items(workflow: ActiveWorkflow): readonly IDataObject[];
	/** The ids of the notifications that started an execution. */
	ids(workflow: ActiveWorkflow): readonly unknown[];
	/** What the node behind the trigger made of each, through an expression. */
	texts(workflow: ActiveWorkflow): readonly unknown[];
}

/** Starts Kard for the tests of a file, and ends what each of them has activated. */
export function listeningN8n(sandboxOptions: SandboxOptions = {}): ListeningN8n {
	const kard = startKard({ deliveryDelaysMs: [5, 10], auditDurationMs: 5, enrolled: [], ...sandboxOptions });
	withoutWaits();
	let active: ActiveWorkflow[] = [];
	let listened = 0;

	afterEach(async () => {
		await Promise.all(active.map((workflow) => workflow.stop()));
		active = [];
		listened += 1;
	});

	const credential = async (type: 'kardApi' | 'kardTokenApi'): Promise<ICredentialDataDecryptedObject> => {
		const token = type === 'kardTokenApi' ? { accessToken: await kard.token() } : {};
		return { ...credentialFor(kard.sandbox), ...token, webhookKey: kard.sandbox.webhookKey };
	};
	const listen = async (how: Listening = {}): Promise<ActiveWorkflow> => {
		const { credential: changes, nextNode, freshProcess, signIn = 'kardApi', ...others } = how;
		const { events, options, parameters, node, ...activation } = others;
		if (freshProcess === true) forgetTrigger();
		// What a trigger remembers of one workflow must not reach the next test.
		const source = { ...workflowOf('on-notification'), id: `on-notification-${String(listened)}` };
		const workflow = await activateWorkflow(changed(source, { events, options, parameters, node, signIn }), {
			nodes: {
				[TRIGGER]: new KardTrigger(),
				'n8n-nodes-base.set': nextNode ?? new EditFields(),
			},
			credentialTypes: [new KardApi(), new KardTokenApi()],
			credentials: { [CREDENTIAL_ID]: { type: signIn, data: { ...(await credential(signIn)), ...changes } } },
			...activation,
		});
		active.push(workflow);
		return workflow;
	};
	const itemsOf = (workflow: ActiveWorkflow, node: string): IDataObject[] =>
		workflow.runs.flatMap(({ outputs }) => (outputs[node]?.[0] ?? []).map(({ json }) => json));

	return Object.assign(kard, {
		listen,
		items: (workflow: ActiveWorkflow) => itemsOf(workflow, 'Kard Trigger'),
		ids: (workflow: ActiveWorkflow) => itemsOf(workflow, 'Kard Trigger').map(({ id }) => id),
		texts: (workflow: ActiveWorkflow) => itemsOf(workflow, 'Tell').map(({ text }) => text),
	});
}
