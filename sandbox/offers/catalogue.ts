import { createHash } from 'node:crypto';
import { OFFER_LINES, type OfferLine } from './inventedOffers';
import type { PurchaseChannel, StoredOffer } from './offer';

export { OFFER_MERCHANTS } from './inventedOffers';

const DAY = 86_400_000;
const CHANNELS = { I: ['INSTORE'], O: ['ONLINE'], IO: ['INSTORE', 'ONLINE'] } as const satisfies Record<
	OfferLine['at'],
	readonly PurchaseChannel[]
>;

/** Every category that an offer can have, in Kard's words. */
export const CATEGORIES: readonly string[] = Object.keys(OFFER_LINES);

/** The id of a category: always the same for the same name. */
export function categoryIdOf(category: string): string {
	return idOf('category', category);
}

/** The offers, with dates around a moment: most run then, some are over or have yet to begin. */
export function buildCatalogue(now: number): readonly StoredOffer[] {
	const today = Math.floor(now / DAY) * DAY;
	const lines = Object.entries<readonly OfferLine[]>(OFFER_LINES).flatMap(([category, offers]) =>
		offers.map((line) => ({ category, line })),
	);
	return lines.map(({ category, line }, index) => buildOffer(category, line, index, today));
}

/** Whether an offer can be used at a moment. */
export function isRunning({ startsAt, expiresAt }: StoredOffer, now: number): boolean {
	return startsAt <= now && now < expiresAt;
}

function buildOffer(category: string, line: OfferLine, index: number, today: number): StoredOffer {
	return {
		id: idOf('offer', line.name),
		name: line.name,
		merchantId: idOf('merchant', line.name),
		category,
		categoryId: categoryIdOf(category),
		channels: CHANNELS[line.at],
		reward: rewardIn(line.pays),
		isTargeted: line.targeted === true,
		...datesOf(line, index, today),
		...(line.min === undefined ? {} : { minAmount: line.min }),
		...(line.max === undefined ? {} : { maxAmount: line.max }),
		...(line.cap === undefined ? {} : { maxReward: line.cap }),
		...(line.redeem === undefined ? {} : { maxRedemptions: line.redeem }),
	};
}

/** Spreads the dates, so that sorting by them shows: every offer begins and ends on a day of its own, nearly. */
function datesOf({ when }: OfferLine, index: number, today: number) {
	const spread = (index * 37) % 60;
	if (when === 'future')
		return { startsAt: today + (14 + spread) * DAY, expiresAt: today + (120 + spread) * DAY };
	if (when === 'past')
		return { startsAt: today - (200 + spread) * DAY, expiresAt: today - (2 + spread) * DAY };
	return { startsAt: today - (5 + spread) * DAY, expiresAt: today + (45 + ((index * 53) % 90)) * DAY };
}

function rewardIn(pays: OfferLine['pays']): StoredOffer['reward'] {
	const value = Number(pays.replace(/[%$]/, ''));
	return { type: pays.endsWith('%') ? 'PERCENT' : 'FLAT', value };
}

function idOf(kind: string, name: string): string {
	return createHash('sha256').update(`${kind}:${name}`).digest('hex').slice(0, 24);
}
