import type { UserRow } from '../../shared';
import { upTo } from './purchase';

let made = 0;

/** A user to enrol, with an id of its own. */
export function person(cells: Partial<UserRow> = {}): UserRow {
	return { id: `user-of-${String((made += 1))}`, enrolledRewards: ['CARDLINKED'], ...cells };
}

/** So many users with the ids `user-1`, `user-2`, … */
export function people(count: number, cells: Partial<UserRow> = {}): UserRow[] {
	return upTo(count).map((number) => person({ id: `user-${String(number)}`, ...cells }));
}
