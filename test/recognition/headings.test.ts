import { recognizeColumns } from '../../shared';
import { exportsOf, goldHeadings, inWords, judge, misspelled, type Judged } from './headings';

const headings = goldHeadings();

function count(judged: readonly Judged[], holds: (one: Judged) => boolean): number {
	return judged.filter(holds).length;
}

function isField(found: string): boolean {
	return found !== 'not sent' && found !== 'unclear';
}

/** The headings that are one certain field, and nothing else. */
function isCertain({ gold: { right } }: Judged): boolean {
	return right.every(isField);
}

function report(title: string, judged: readonly Judged[]): string {
	const certain = judged.filter(isCertain);
	const numbers = [
		`${judged.length} headings`,
		`${count(judged, ({ found, verdict }) => isField(found) && verdict === 'right')} recognized`,
		`${count(judged, ({ found }) => found === 'not sent')} not sent`,
		`${count(judged, ({ found }) => found === 'unclear')} unclear`,
		`${count(judged, ({ verdict }) => verdict === 'wrong')} wrong`,
		`of ${certain.length} that are certainly a field, ${count(certain, ({ verdict }) => verdict === 'right')} recognized`,
	];
	return `${title}: ${numbers.join(', ')}\n`;
}

describe('the headings of public exports, and those that people type', () => {
	/** Each heading is the only one of a sheet with three rows. */
	const alone = headings.flatMap((one) => judge(recognizeColumns, [one]));
	/** The headings of an export side by side, so that they compete. */
	const together = exportsOf(headings).flatMap((columns) => judge(recognizeColumns, columns));

	afterAll(() => {
		const missed = alone.filter(({ verdict }) => verdict === 'missed');
		process.stdout.write(report('Each heading by itself', alone));
		for (const one of missed) process.stdout.write(`  ${inWords(one)}\n`);
		// Here several are the same field, and only one of them can be it.
		process.stdout.write(report('The headings of an export side by side', together));
	});

	it('are at least 450, and the list says of each what is possible', () => {
		expect(new Set(headings.map(({ heading }) => heading)).size).toBeGreaterThanOrEqual(450);
		expect(headings.filter((one) => misspelled(one).length > 0)).toEqual([]);
	});

	it.each([
		['by itself', alone],
		['beside the others of its export', together],
	])('are never taken for what they are not, each %s', (_, judged) => {
		expect(judged.filter(({ verdict }) => verdict === 'wrong').map(inWords)).toEqual([]);
	});

	it('are recognized where they are certainly a field', () => {
		const certain = alone.filter(isCertain);
		const found = count(certain, ({ verdict }) => verdict === 'right');
		expect(found / certain.length).toBeGreaterThanOrEqual(0.95);
	});

	it('are not sent where they are nothing of ours', () => {
		const others = alone.filter(({ gold: { right } }) => !right.some(isField));
		const found = count(others, ({ verdict }) => verdict === 'right');
		expect(found / others.length).toBeGreaterThanOrEqual(0.95);
	});
});
