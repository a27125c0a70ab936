import isEqual from 'lodash/isEqual';
import omit from 'lodash/omit';
import type { Column } from '../fields/columns';
import { isBlank } from '../fields/cell';
import type { Fields } from '../json';
import { own } from './cells';
import { usualRowSettings } from './rowSettings';
import { staleEmail } from './sentEmail';

/** What an update says. */
export interface Changes {
	readonly stated: Fields;
	/** The names of attributes that hold only where Kard has none: nobody stated them. */
	readonly assumed?: readonly string[] | undefined;
}

/** What an update comes to. */
interface Merged {
	/** What is to be sent: all that Kard has, and what is new. Undefined where nothing changes. */
	readonly attributes: Fields | undefined;
	/** What is not as the update says, or was taken away with it, in sentences. */
	readonly notes: readonly string[];
}

/** A value in the one form in which it is compared; the order of choices means nothing. */
function comparable({ read, input }: Column, value: unknown): unknown {
	const reading = read(value, usualRowSettings);
	const known = reading.ok ? reading.value : value;
	return input === 'choices' && Array.isArray(known) ? known.map(String).toSorted() : known;
}

function saysTheSame(column: Column | undefined, value: unknown, before: unknown): boolean {
	if (column === undefined || isBlank(before)) return isEqual(value, before);
	return isEqual(comparable(column, value), comparable(column, before));
}

/**
 * Merges what an update says over what Kard has. What it leaves out is kept, known to us or not; of an email that
 * changes, neither the address nor the hash of the one before is kept.
 */
export function mergeAttributes(
	columns: readonly Column[],
	{ stated, assumed = [] }: Changes,
	current: Fields,
): Merged {
	const changes: Record<string, unknown> = {};
	const notes: string[] = [];
	for (const [name, value] of Object.entries(stated)) {
		const before = own(current, name);
		const column = columns.find(({ path }) => path.join('.') === name);
		if (saysTheSame(column, value, before) || (assumed.includes(name) && !isBlank(before))) continue;
		if (column?.isOneWay && before === true) notes.push(`${column.title} stays yes: it cannot be set back.`);
		else changes[name] = value;
	}
	const stale = staleEmail(changes, current);
	if (stale !== undefined) notes.push(stale.note);
	if (Object.keys(changes).length === 0) return { attributes: undefined, notes };
	return { attributes: { ...omit(current, stale?.name ?? []), ...changes }, notes };
}
