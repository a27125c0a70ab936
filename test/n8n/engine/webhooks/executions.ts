import '../environment';
import { WorkflowExecute } from 'n8n-core/dist/execution-engine/workflow-execute';
import {
	createErrorExecutionData,
	createRunExecutionData,
	UserError,
	type ExecutionError,
	type INode,
	type INodeExecutionData,
	type IRun,
	type IRunExecutionData,
} from 'n8n-workflow';
import { resultOf, type RunResult } from '../runResult';
import type { SavedWorkflow } from './savedWorkflow';

/** How many executions there were; those that have neither succeeded nor failed still run. */
export interface ExecutionCounts {
	readonly started: number;
	readonly succeeded: number;
	readonly failed: number;
}

/** The executions of one workflow, each of which begins with a node that was called by a webhook. */
export class Executions {
	private readonly running = new Map<Promise<void>, () => void>();
	private kept: { id: number; result: RunResult }[] = [];
	private started = 0;
	private succeeded = 0;
	private failed = 0;
	private stopped = false;

	/** @param keep how many results to keep, so that memory stays bounded */
	constructor(
		private readonly saved: SavedWorkflow,
		private readonly keep: number,
	) {}

	get counts(): ExecutionCounts {
		const { started, succeeded, failed } = this;
		return { started, succeeded, failed };
	}

	/** The results that are kept, in the order in which their executions began. */
	get runs(): RunResult[] {
		return [...this.kept].sort((one, other) => one.id - other.id).map(({ result }) => result);
	}

	/**
	 * Starts an execution with what a node got, and does not wait for its end.
	 * @param failure what stopped the node, so that the execution is recorded as a failed one
	 */
	async start(node: string, items: INodeExecutionData[][], failure?: unknown): Promise<void> {
		const workflow = this.saved.withStaticData(await this.saved.staticData.load());
		if (this.stopped) return;
		const id = ++this.started;
		const { mode } = this.saved;
		const additionalData = this.saved.additionalData({ id: String(id), mode });
		additionalData.hooks?.addHandler('workflowExecuteAfter', async (_run, changed?: unknown) => {
			if (mode !== 'manual' && changed !== undefined) await this.saved.staticData.save(workflow.staticData);
		});
		const trigger = workflow.getNode(node);
		if (trigger === null) throw new UserError(`The workflow has no node "${node}"`);
		const data = this.beginning(trigger, items, failure);
		try {
			const execution = new WorkflowExecute(additionalData, mode, data).processRunExecutionData(workflow);
			const ended = execution
				.then((run) => {
					this.record(id, run);
				})
				.finally(() => this.running.delete(ended));
			this.running.set(ended, () => {
				execution.cancel();
			});
		} catch (error) {
			// A workflow with issues (a missing parameter, say) never begins; n8n records that as a failure.
			this.record(id, failedRun(trigger, error, mode));
		}
	}

	/** Ends when nothing runs any more. */
	async idle(): Promise<void> {
		while (this.running.size > 0) await Promise.allSettled(this.running.keys());
	}

	/** Cancels all executions, and neither starts nor records any more. */
	stop(): void {
		this.stopped = true;
		for (const cancel of this.running.values()) cancel();
	}

	private beginning(trigger: INode, items: INodeExecutionData[][], failure: unknown): IRunExecutionData {
		const { pinData } = this.saved;
		return createRunExecutionData({
			executionData: { nodeExecutionStack: [{ node: trigger, data: { main: items }, source: null }] },
			resultData: {
				...(pinData === undefined ? {} : { pinData: structuredClone(pinData) }),
				// The engine throws this again when it comes to the node.
				...(failure === undefined ? {} : { lastNodeExecuted: trigger.name, error: storedError(failure) }),
			},
		});
	}

	private record(id: number, run: IRun): void {
		if (this.stopped) return;
		if (run.status === 'success') this.succeeded++;
		else this.failed++;
		if (this.keep <= 0) return;
		this.kept.push({ id, result: resultOf(run, this.saved.credentials) });
		if (this.kept.length > this.keep) this.kept.shift();
	}
}

/** An error as n8n stores it with an execution: what an error is, as plain data. */
function storedError(error: unknown): ExecutionError {
	const { message, stack } = error instanceof Error ? error : new Error(String(error));
	const stored: unknown = { ...(typeof error === 'object' ? error : {}), message, stack };
	return stored as ExecutionError;
}

function failedRun(node: INode, error: unknown, mode: IRun['mode']): IRun {
	const now = new Date();
	const data = createErrorExecutionData(node, storedError(error));
	return { data, mode, startedAt: now, stoppedAt: now, status: 'error', storedAt: 'db' };
}
