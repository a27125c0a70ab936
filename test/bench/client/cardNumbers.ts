import { containsCardNumber } from '../../../shared/redaction/cardNumber';
import type { Line, Question } from '../measure/question';
import { shown } from '../measure/sides';
import { AMBIGUOUS, DESCRIPTORS, SeededChance, type Descriptor } from '../sheets/descriptors';

const SEED = 20_260_807;
/** How many times the usual number of rows is made of each form. */
const TIMES = 10;

function shareRefused(make: Descriptor, count: number): number {
	const chance = new SeededChance(SEED);
	let refused = 0;
	for (let made = 0; made < count; made += 1) if (containsCardNumber(make(chance))) refused += 1;
	return refused / count;
}

function linesOf(kind: string, forms: Readonly<Record<string, Descriptor>>, count: number): Line[] {
	return Object.entries(forms).map(([name, make]) => {
		const share = `${shown(100 * shareRefused(make, count), 3)} %`;
		return { cells: [name, kind, shown(count), share, make(new SeededChance(SEED))] };
	});
}

/** How many harmless descriptors are taken for one with a card number in it. */
export const cardNumbers: Question = {
	name: 'cards',
	title: 'Harmless descriptors taken for card numbers',
	how: 'Made-up descriptors of each form, the same in every run: how many are refused for a card number in them.',
	columns: ['Form', 'May hold a card number', 'Count', 'Refused', 'An example'],
	run: ({ rows }) =>
		Promise.resolve([
			...linesOf('no', DESCRIPTORS, rows * TIMES),
			...linesOf('yes', AMBIGUOUS, rows * TIMES),
		]),
};
