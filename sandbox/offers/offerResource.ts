import { categoryIdOf } from './catalogue';
import { dollars, rewardText } from './components';
import type { StoredOffer } from './offer';

/** An offer as the API returns it. The host of its pictures and shops is one that cannot exist. */
export function offerResource(offer: StoredOffer, components?: Readonly<Record<string, unknown>>) {
	return {
		type: 'standardOffer',
		id: offer.id,
		attributes: {
			name: offer.name,
			terms: termsOf(offer),
			description: `Get ${rewardText(offer)} at ${offer.name}.`,
			purchaseChannel: offer.channels,
			userReward: offer.reward,
			assets: assetsOf(offer),
			startDate: new Date(offer.startsAt).toISOString(),
			expirationDate: new Date(offer.expiresAt).toISOString(),
			isTargeted: offer.isTargeted,
			...(offer.maxRedemptions === undefined ? {} : { maxRedemptions: offer.maxRedemptions }),
			...amount('minTransactionAmount', offer.minAmount),
			...amount('maxTransactionAmount', offer.maxAmount),
			...amount('maxRewardAmount', offer.maxReward),
			websiteUrl: `https://${slug(offer.name)}.example`,
			...(components === undefined ? {} : { components }),
		},
		relationships: { category: { data: [{ type: 'category', id: offer.categoryId }] } },
	};
}

/** A category as the API returns it. */
export function categoryResource(category: string) {
	return { type: 'category', id: categoryIdOf(category), attributes: { name: category } };
}

/** The pictures of the merchant of an offer. */
export function assetsOf({ name, id }: StoredOffer) {
	const url = (picture: string) => `https://assets.example/${slug(name)}/${picture}.png?offer=${id}`;
	return [
		{ type: 'IMG_VIEW', url: url('logo'), alt: `${name} logo` },
		{ type: 'BANNER_VIEW', url: url('banner'), alt: `${name} banner` },
	];
}

function amount(name: string, cents: number | undefined) {
	return cents === undefined ? {} : { [name]: { type: 'CENTS', value: cents } };
}

function termsOf({ minAmount, maxAmount, maxReward }: StoredOffer): string {
	return [
		'Pay with a linked card before the offer expires.',
		...(minAmount === undefined ? [] : [`Purchases from ${dollars(minAmount)}.`]),
		...(maxAmount === undefined ? [] : [`Purchases up to ${dollars(maxAmount)}.`]),
		...(maxReward === undefined ? [] : [`At most ${dollars(maxReward)} back for each purchase.`]),
	].join(' ');
}

function slug(name: string): string {
	return name
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-|-$/g, '');
}
