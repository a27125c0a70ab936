import type { ExecutionError, INodeExecutionData, IRun, IRunData } from 'n8n-workflow';
import type { InMemoryCredentialsHelper, StoredCredential } from './credentialsHelper';

/** What became of one execution. */
export interface RunResult {
	/** For each node that ran: its output branches, each a list of items. */
	outputs: Record<string, INodeExecutionData[][]>;
	/** What stopped the run, if something did. */
	error?: ExecutionError;
	/** The credentials after the run; a further run may begin with them. */
	credentials: Record<string, StoredCredential>;
	/** Everything n8n would store of this execution. */
	run: IRun;
}

/** Reads a result out of what the engine gives at the end of an execution. */
export function resultOf(run: IRun, credentialsHelper: InMemoryCredentialsHelper): RunResult {
	const { error, runData } = run.data.resultData;
	const result: RunResult = { outputs: outputsOf(runData), credentials: credentialsHelper.stored(), run };
	return error === undefined ? result : { ...result, error };
}

/** A node in a loop runs several times: its branches then hold the items of all its runs, in order. */
function outputsOf(runData: IRunData): Record<string, INodeExecutionData[][]> {
	const outputs: Record<string, INodeExecutionData[][]> = {};
	for (const [name, runs] of Object.entries(runData)) {
		const branches: INodeExecutionData[][] = [];
		for (const run of runs) {
			(run.data?.main ?? []).forEach((items, index) => {
				(branches[index] ??= []).push(...(items ?? []));
			});
		}
		outputs[name] = branches;
	}
	return outputs;
}
