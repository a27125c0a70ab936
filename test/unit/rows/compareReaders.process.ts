/** Reads random rows the quick way and the thorough way, in a process of its own. */
import type { z } from 'zod/v4';
import { columnsOf } from '../../../shared/fields/columns';
import { prepareThoroughly } from '../../../shared/rows/prepareRow';
import { quickRowReader } from '../../../shared/rows/quickRow';
import { answerTask } from '../../bench/process/answerTask';
import { SCHEMAS, task, type comparison } from './comparison';
import { randomRow, randomSettings } from './randomRow';

/** So many rows are read with the same settings, as those of a sheet are. */
const SHEET = 500;

function compare({ type, rows }: z.output<typeof task>): z.output<typeof comparison> {
	const schema = SCHEMAS[type];
	const columns = columnsOf(schema);
	const different: z.output<typeof comparison>['different'] = [];
	let quickly = 0;
	for (let sheet = 0; sheet < rows / SHEET; sheet += 1) {
		const settings = randomSettings();
		const read = quickRowReader(schema, settings);
		for (let row = 0; row < SHEET; row += 1) {
			const cells = randomRow(columns, type, settings);
			const quick = read?.(cells);
			if (quick === undefined) continue;
			quickly += 1;
			const thorough = prepareThoroughly(type, schema, cells, settings);
			// The quick way has nothing to note, and assumes as much as the thorough one.
			const sent = thorough.ok
				? { ...thorough.resource, notes: thorough.notes, assumed: thorough.assumed }
				: undefined;
			const { id = sent?.id, ...rest } = quick;
			const made = JSON.stringify({ type, id, ...rest });
			if (made === JSON.stringify(sent) || different.length > 2) continue;
			different.push({
				cells: JSON.stringify({ cells, settings }),
				quick: made,
				thorough: JSON.stringify(thorough.ok ? sent : thorough.reason),
			});
		}
	}
	return { quickly, different };
}

void answerTask(task, (of) => Promise.resolve(compare(of)));
