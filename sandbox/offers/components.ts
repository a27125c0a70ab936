import type { StoredOffer } from './offer';

/** The ready-made parts that a client may ask for with each offer. */
export const COMPONENTS = [
	'shortDescription',
	'longDescription',
	'baseReward',
	'boostedReward',
	'cta',
	'tags',
	'detailTags',
	'logoFlare',
	'progressBar',
] as const;

/** A progress bar of more steps than that is in one piece. */
const MOST_SEGMENTS = 4;

/** The name of a ready-made part. */
type Component = (typeof COMPONENTS)[number];

/** The requested parts of an offer, as far as it has them. `redeemed` is how often its user had the reward. */
export function componentsOf(offer: StoredOffer, wanted: readonly Component[], redeemed: number) {
	const parts = wanted.map((component) => [component, BUILDERS[component](offer, redeemed)] as const);
	return Object.fromEntries(parts.filter(([, part]) => part !== undefined));
}

/** A reward in words. */
export function rewardText({ reward }: StoredOffer, factor = 1): string {
	const value = reward.value * factor;
	return reward.type === 'PERCENT' ? `${String(value)}% back` : `$${String(value)} back`;
}

/** An amount of cents in words. */
export function dollars(cents: number): string {
	return `$${(cents / 100).toFixed(2)}`;
}

const BUILDERS: Record<Component, (offer: StoredOffer, redeemed: number) => unknown> = {
	shortDescription: (offer) => `${rewardText(offer)} at ${offer.name}`,
	longDescription: (offer) => `Pay with your linked card at ${offer.name} and get ${rewardText(offer)}.`,
	baseReward: (offer) => rewardText(offer),
	boostedReward: (offer) => (offer.isTargeted ? rewardText(offer, 2) : undefined),
	cta: ({ channels }) => ({
		buttonText: channels.includes('ONLINE') ? 'Shop Now' : 'Find a Store',
		buttonStyle: 'PRIMARY',
	}),
	tags: ({ channels }) => channels.map((channel) => (channel === 'ONLINE' ? 'Online' : 'In store')),
	detailTags: (offer) => detailTags(offer),
	logoFlare: ({ isTargeted }) =>
		isTargeted
			? { borderColor: 'PRIMARY', badge: { icon: 'star', position: 'TOP_RIGHT' } }
			: { borderColor: 'SECONDARY' },
	progressBar: (offer, redeemed) => progressBar(offer, redeemed),
};

function detailTags({ minAmount, maxReward }: StoredOffer): string[] {
	return [
		...(minAmount === undefined ? [] : [`Spend at least ${dollars(minAmount)}`]),
		...(maxReward === undefined ? [] : [`At most ${dollars(maxReward)} back`]),
	];
}

function progressBar({ maxRedemptions }: StoredOffer, redeemed: number) {
	if (maxRedemptions === undefined) return undefined;
	const currentProgress = Math.min(redeemed, maxRedemptions);
	const label = `${String(currentProgress)} of ${String(maxRedemptions)} used`;
	const labels = { default: { left: label, right: `${String(maxRedemptions - currentProgress)} left` } };
	const bar = { total: maxRedemptions, currentProgress, label, labels };
	if (maxRedemptions > MOST_SEGMENTS) return { ...bar, segmented: false };
	return { ...bar, segmented: true, segments: segmentsOf(maxRedemptions, currentProgress) };
}

/** One segment for each redemption: as of 2 July 2026, with how far each of them is. */
function segmentsOf(total: number, done: number) {
	const progress = Array.from({ length: total }, (_, index) => ({
		completed: index < done ? 1 : 0,
		total: 1,
	}));
	return { default: { position: 'FULL_WIDTH', separator: 'LINE' }, progress };
}
