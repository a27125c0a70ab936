import { OFFER_LINES, type OfferLine } from '../../sandbox/offers/inventedOffers';

/** Where people shop, with the smallest and the largest amount they usually spend there, in cents. */
export interface Merchant {
	readonly name: string;
	readonly mcc: string;
	readonly amounts: readonly [number, number];
}

type Kind = Pick<Merchant, 'mcc' | 'amounts'>;

const KINDS: Readonly<Record<keyof typeof OFFER_LINES, Kind>> = {
	'Arts & Entertainment': { mcc: '7832', amounts: [1_200, 6_500] },
	'Baby, Kids & Toys': { mcc: '5945', amounts: [1_500, 9_000] },
	'Books & Digital Media': { mcc: '5942', amounts: [700, 4_500] },
	'Clothing, Shoes & Accessories': { mcc: '5651', amounts: [2_200, 18_000] },
	'Computers, Electronics & Software': { mcc: '5732', amounts: [3_000, 180_000] },
	Convenience: { mcc: '5499', amounts: [300, 2_500] },
	'Department Stores': { mcc: '5311', amounts: [1_800, 22_000] },
	'Food & Beverage': { mcc: '5814', amounts: [350, 6_500] },
	Gas: { mcc: '5541', amounts: [1_500, 7_500] },
	'Health & Beauty': { mcc: '5912', amounts: [600, 8_000] },
	'Home & Garden': { mcc: '5200', amounts: [1_200, 32_000] },
	Miscellaneous: { mcc: '5999', amounts: [500, 6_000] },
	'Occasions & Gifts': { mcc: '5947', amounts: [900, 8_500] },
	Pets: { mcc: '5995', amounts: [1_200, 9_500] },
	'Sports & Outdoors': { mcc: '5941', amounts: [1_500, 40_000] },
	'Supplies & Services': { mcc: '5943', amounts: [500, 6_000] },
	Travel: { mcc: '4722', amounts: [6_000, 160_000] },
};

function isRunning({ when }: OfferLine): boolean {
	return when === undefined;
}

/** Merchants that have an offer in the sandbox. */
export const WITH_OFFER: readonly Merchant[] = Object.entries(OFFER_LINES).flatMap(([category, lines]) => {
	const kind = Object.entries(KINDS).find(([name]) => name === category)?.[1];
	return kind === undefined ? [] : lines.filter(isRunning).map(({ name }) => ({ name, ...kind }));
});

/** Merchants that take part in nothing. */
export const WITHOUT_OFFER: readonly Merchant[] = [
	{ name: 'Elm Street Laundry', ...KINDS['Supplies & Services'] },
	{ name: 'Plainview Parking', mcc: '7523', amounts: [200, 3_000] },
	{ name: 'Cobalt Telecom', mcc: '4814', amounts: [3_500, 12_000] },
	{ name: 'Riverbend Water Utility', mcc: '4900', amounts: [2_500, 14_000] },
	{ name: 'Oxbow Dental', mcc: '8021', amounts: [4_000, 60_000] },
	{ name: 'Larch & Loam Grocers', mcc: '5411', amounts: [900, 24_000] },
	{ name: 'Ferry Landing Diner', mcc: '5812', amounts: [900, 7_500] },
	{ name: 'Brightwater Insurance', mcc: '6300', amounts: [6_000, 30_000] },
	{ name: 'Tin Whistle Tavern', mcc: '5813', amounts: [800, 9_000] },
	{ name: 'Foundry Lane Barbers', mcc: '7230', amounts: [1_800, 6_000] },
];
