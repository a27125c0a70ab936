import type { Column } from '../fields/columns';
import { isFilled, move, type Claims } from './claims';
import { purchaseDates } from './dateNames';

/**
 * Lets a date without a name of its own make way for one that has a name, where there is another field for it.
 * @returns the key of the date that serves as any, if there is one
 */
export function settleDates(columns: readonly Column[], claims: Claims): string | undefined {
	const [first, ...others] = purchaseDates(columns);
	const some = (first && claims.get(first.key)) ?? [];
	const any = some.find(({ candidate }) => candidate.isAnyDate);
	if (first === undefined || any === undefined) return undefined;
	const isOther = some.some((one) => !one.candidate.isAnyDate && isFilled(one));
	if (!isOther) return some[0] === any ? first.key : undefined;
	const free = others.find(({ key }) => !claims.get(key)?.some(isFilled));
	if (free === undefined) return undefined;
	move(claims, any, free);
	return free.key;
}
