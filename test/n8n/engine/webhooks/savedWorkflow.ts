import type { IDataObject, IPinData, IWorkflowExecuteAdditionalData, Workflow } from 'n8n-workflow';
import { createAdditionalData, type Occasion } from '../additionalData';
import { InMemoryCredentialsHelper } from '../credentialsHelper';
import { EngineNodeTypes } from '../nodeTypes';
import type { RunOptions } from '../runWorkflow';
import { workflowFrom, type WorkflowJson } from '../workflowJson';
import { StaticDataStore } from './staticDataStore';

/** How n8n executes: for the world, or for the person who watches in the editor. */
export type ServerMode = 'webhook' | 'manual';

/** A workflow as it lies in n8n's database, with its credentials: whoever needs it gets it afresh. */
export class SavedWorkflow {
	readonly staticData: StaticDataStore;
	readonly credentials: InMemoryCredentialsHelper;
	/** Pinned data holds in the editor only. */
	readonly pinData: IPinData | undefined;
	private readonly source: WorkflowJson;
	private readonly nodeTypes: EngineNodeTypes;

	/** @param baseUrl where n8n says that it answers, with a slash at its end */
	constructor(
		json: WorkflowJson,
		options: RunOptions & { staticData?: IDataObject },
		readonly mode: ServerMode,
		private readonly baseUrl: string,
	) {
		this.source = structuredClone(json);
		this.pinData =
			mode === 'manual' ? structuredClone({ ...this.source.pinData, ...options.pinData }) : undefined;
		const pinned = new Set(Object.keys(this.pinData ?? {}));
		this.nodeTypes = new EngineNodeTypes(options.nodes, this.source.nodes, pinned);
		this.credentials = new InMemoryCredentialsHelper(
			options.credentialTypes ?? [],
			options.credentials ?? {},
		);
		this.staticData = new StaticDataStore(options.staticData);
	}

	/** A workflow of its own for each caller, as reading it from the database gives. */
	withStaticData(staticData: IDataObject = {}): Workflow {
		const active = this.mode === 'webhook';
		return workflowFrom(structuredClone(this.source), this.nodeTypes, { active, staticData });
	}

	additionalData(execution?: Occasion['execution']): IWorkflowExecuteAdditionalData {
		const occasion = { baseUrl: this.baseUrl, ...(execution === undefined ? {} : { execution }) };
		return createAdditionalData(this.credentials, this.source, occasion);
	}
}
