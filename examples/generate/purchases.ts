import { WITH_OFFER, WITHOUT_OFFER, type Merchant } from './merchants';
import type { Person } from './people';
import type { Dice } from './random';

/** What happens to a purchase over the days, in the words of Kard's statuses. */
export interface PurchaseEvent {
	readonly status: 'APPROVED' | 'SETTLED' | 'RETURNED' | 'REVERSED' | 'DECLINED';
	readonly cents: number;
	/** The day it happened, counted from the purchase. */
	readonly after: number;
}

/** A purchase with its card and everything that became of it. */
export interface Purchase {
	readonly id: string;
	readonly member: Person;
	readonly card: { readonly bin: string; readonly lastFour: string };
	readonly merchant: Merchant;
	/** The day of the purchase, counted from the first day of the sheet. */
	readonly day: number;
	/** The minute of that day. */
	readonly minute: number;
	readonly reference: string;
	readonly events: readonly PurchaseEvent[];
}

/** From seven in the morning to ten at night: no purchase falls into an hour that the clocks skip. */
const OPENING = { first: 7 * 60, last: 22 * 60 - 1 };
const DAYS = 45;

function story(cents: number, dice: Dice): readonly PurchaseEvent[] {
	const approved = { status: 'APPROVED', cents, after: 0 } as const;
	const settledAfter = dice.between(1, 3);
	const settled = { status: 'SETTLED', cents, after: settledAfter } as const;
	const kind = dice.between(1, 100);
	if (kind <= 40) return [approved, settled];
	if (kind <= 80) return [settled];
	if (kind <= 87) return [approved];
	if (kind <= 91) return [approved, { ...approved, status: 'REVERSED', after: 1 }];
	if (kind <= 93) return [{ ...approved, status: 'DECLINED' }];
	if (kind <= 97) return [approved, settled, { ...settled, status: 'RETURNED', after: settledAfter + 4 }];
	// Two parcels, charged as each is sent.
	const first = Math.floor(cents / 3);
	return [
		approved,
		{ ...settled, cents: first },
		{ ...settled, cents: cents - first, after: settledAfter + 2 },
	];
}

/** Invents a purchase of a member. */
export function inventPurchase(number: number, member: Person, dice: Dice): Purchase {
	const merchant = dice.pick(dice.percent(45) ? WITH_OFFER : WITHOUT_OFFER);
	const memberNumber = Number(member.id);
	return {
		id: `TX-${String(700_000 + number)}`,
		member,
		card: {
			bin: memberNumber % 3 === 0 ? '555555' : '411111',
			lastFour: String((memberNumber * 7_919) % 10_000).padStart(4, '0'),
		},
		merchant,
		day: dice.between(0, DAYS - 1),
		minute: dice.between(OPENING.first, OPENING.last),
		reference: `6${String(dice.between(0, 99_999_999_999)).padStart(11, '0')}`,
		events: story(dice.between(...merchant.amounts), dice),
	};
}
