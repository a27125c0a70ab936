import { ClientHost } from './clientHost';
import { play, type Outcome } from './playSheets';
import { transactionSheets } from './transactionSheets';
import { userSheets } from './userSheets';

const plans = [...userSheets, ...transactionSheets];

describe('a sheet in the style of an export', () => {
	let outcomes: readonly Outcome[] = [];

	beforeAll(async () => {
		outcomes = await play(new ClientHost(), plans);
	});

	it.each(plans.map(({ name }, place) => ({ name, place })))(
		'$name is checked, goes through the first time, and changes nothing the second',
		({ place }) => {
			expect(outcomes[place]?.faults).toEqual([]);
		},
	);
});
