import type { Question } from '../measure/question';

/** What the trigger takes of n8n, delivery by delivery. */
export const deliveries: Question = {
	name: 'deliveries',
	title: 'Deliveries to the trigger',
	how:
		"Signed deliveries that each start a workflow in n8n's engine, then the same ones again, then as many forged ones, " +
		'one after the other over HTTP. The heap is what is in use afterwards when all garbage is collected; kept is what n8n ' +
		'stores with the workflow.',
	columns: ['Deliveries', 'Count', 'Answers', 'Executions', 'A second', 'Heap, MB', 'Kept, characters'],
	run: async ({ rows }) => {
		// Loaded when it is asked, for n8n's engine takes seconds to load.
		const { deliver } = await import('./inEngine.js');
		return await deliver(rows);
	},
};
