import { isBlank } from '../fields/cell';
import type { OpenHeading } from './settleByCells';
import type { SheetHeading } from './sheetHeadings';

/** The two columns in which some sheets have their amounts, and so the direction of each. */
export interface DebitAndCredit {
	readonly debit: SheetHeading;
	readonly credit: SheetHeading;
}

/** No amount: what a sheet has in the other of the two columns. */
const NONE = /^[$\s]*0*(?:[.,]0*)?$/;

function onlyOne(open: readonly OpenHeading[], word: string): OpenHeading | undefined {
	const isIt = ({ candidates }: OpenHeading) =>
		candidates.some(
			({ candidate: { column, words } }) =>
				column.key === 'amount' && (words === word || words === `amount ${word}`),
		);
	const found = open.filter(isIt);
	return found.length === 1 ? found[0] : undefined;
}

/** Finds the columns of debits and of credits in a sheet that has both, with amounts in one of them at least. */
export function debitAndCredit(open: readonly OpenHeading[]): DebitAndCredit | undefined {
	const [debit, credit] = [onlyOne(open, 'debit'), onlyOne(open, 'credit')];
	const holdsAmounts = [debit, credit].some((one) => one?.candidates.some(({ evidence }) => evidence >= 1));
	return debit && credit && holdsAmounts ? { debit: debit.heading, credit: credit.heading } : undefined;
}

function isNone(cell: unknown): boolean {
	return isBlank(cell) || ((typeof cell === 'string' || typeof cell === 'number') && NONE.test(String(cell)));
}

/**
 * The amount and the direction of a row that has a cell for its debit and one for its credit. Where both hold an amount,
 * neither is taken.
 */
export function amountOf(debit: unknown, credit: unknown): Record<string, unknown> {
	if (isNone(debit) === isNone(credit)) return {};
	return isNone(credit) ? { amount: debit, direction: 'DEBIT' } : { amount: credit, direction: 'CREDIT' };
}
