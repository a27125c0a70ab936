/** One offer in short: name, where it can be used, what it pays, and what else there is to it. */
export interface OfferLine {
	readonly name: string;
	/** `I` in shops, `O` on the web. */
	readonly at: 'I' | 'O' | 'IO';
	/** A percentage (`5%`) or a flat sum in dollars (`$5`). */
	readonly pays: `${number}%` | `$${number}`;
	readonly targeted?: true;
	/** Smallest and largest amount of a purchase, and the largest reward, in cents. */
	readonly min?: number;
	readonly max?: number;
	readonly cap?: number;
	/** How often it can be redeemed. */
	readonly redeem?: number;
	/** When it does not run today: it has yet to begin, or is over. */
	readonly when?: 'future' | 'past';
}

/** The offers by category. Every name is invented. */
export const OFFER_LINES = {
	'Arts & Entertainment': [
		{ name: 'Marigold Playhouse', at: 'IO', pays: '6%', cap: 1500 },
		{ name: 'Velvet Reel Cinema', at: 'I', pays: '$3', min: 1500 },
		{ name: 'Pinwheel Arcade', at: 'I', pays: '8%', targeted: true, redeem: 4 },
	],
	'Baby, Kids & Toys': [
		{ name: 'Paper Kite Toys', at: 'IO', pays: '10%', cap: 2000 },
		{ name: 'Button & Bramble Baby', at: 'O', pays: '$7', min: 4000 },
		{ name: 'Tumbledown Blocks', at: 'I', pays: '5%' },
	],
	'Books & Digital Media': [
		{ name: 'Lumen Books', at: 'IO', pays: '4%' },
		{ name: 'Foxglove Audiobooks', at: 'O', pays: '$2', min: 900, redeem: 3 },
		{ name: 'Margin Note Stationers', at: 'I', pays: '7%', targeted: true },
		{ name: 'Inkwell Alley Comics', at: 'I', pays: '5%', when: 'past' },
	],
	'Clothing, Shoes & Accessories': [
		{ name: 'Northwind Outfitters', at: 'IO', pays: '8%', min: 2500, cap: 3000 },
		{ name: 'Saltgrass Denim', at: 'O', pays: '6%' },
		{ name: 'Copper Lace Shoes', at: 'I', pays: '$10', min: 7500 },
		{ name: 'Thistle & Thread', at: 'IO', pays: '12%', targeted: true, cap: 2500 },
	],
	'Computers, Electronics & Software': [
		{ name: 'Quillbyte Computers', at: 'IO', pays: '2%', max: 250000, cap: 4000 },
		{ name: 'Pocketwave Audio', at: 'O', pays: '5%' },
		{ name: 'Amber Circuit Repair', at: 'I', pays: '$8', min: 5000 },
		{ name: 'Driftcode Software', at: 'O', pays: '15%', targeted: true, redeem: 1 },
	],
	Convenience: [
		{ name: 'Cornerstone Quick Stop', at: 'I', pays: '3%' },
		{ name: 'Lantern Mini Mart', at: 'I', pays: '$1', min: 800, redeem: 10 },
		{ name: 'Nightowl Pantry', at: 'I', pays: '4%', max: 10000 },
	],
	'Department Stores': [
		{ name: 'Hollis & Wren', at: 'IO', pays: '4%', cap: 5000 },
		{ name: 'Grandview Galleria', at: 'I', pays: '$12', min: 10000 },
		{ name: 'Fairlane Emporium', at: 'O', pays: '6%', targeted: true },
	],
	'Food & Beverage': [
		{ name: 'Blue Door Coffee', at: 'I', pays: '5%' },
		{ name: 'Juniper Market', at: 'IO', pays: '3%', min: 1000, cap: 1000 },
		{ name: 'Saffron Spoon Kitchen', at: 'I', pays: '7%', cap: 1200 },
		{ name: 'Copper Kettle Tea Room', at: 'I', pays: '$2', min: 1200 },
		{ name: 'Brindle Burger Bar', at: 'I', pays: '6%', targeted: true },
		{ name: 'Mossy Oak Bakery', at: 'IO', pays: '4%', redeem: 5 },
		{ name: 'Tidepool Taqueria', at: 'I', pays: '9%', when: 'future' },
	],
	Gas: [
		{ name: 'Harbor Fuel', at: 'I', pays: '2%', cap: 500 },
		{ name: 'Sunridge Petrol', at: 'I', pays: '$1', min: 2500 },
		{ name: 'Milepost Nine', at: 'I', pays: '3%', targeted: true, max: 15000 },
	],
	'Health & Beauty': [
		{ name: 'Willow Row Pharmacy', at: 'IO', pays: '3%' },
		{ name: 'Petal & Pumice', at: 'O', pays: '10%', cap: 1500 },
		{ name: 'Second Breath Yoga', at: 'I', pays: '$5', min: 3000, redeem: 2 },
		{ name: 'Clearwell Optics', at: 'IO', pays: '6%', targeted: true },
	],
	'Home & Garden': [
		{ name: 'Timberline Hardware', at: 'IO', pays: '4%', min: 2000 },
		{ name: 'Clay Pot Nursery', at: 'I', pays: '8%' },
		{ name: 'Hearth & Hinge', at: 'O', pays: '$15', min: 12000 },
		{ name: 'Softlight Linens', at: 'O', pays: '7%', targeted: true, cap: 2500 },
	],
	Miscellaneous: [
		{ name: 'Odd Socket Supply', at: 'O', pays: '5%' },
		{ name: 'Wayfarer Thrift', at: 'I', pays: '6%' },
		{ name: 'The Curio Cart', at: 'IO', pays: '$4', min: 2000 },
	],
	'Occasions & Gifts': [
		{ name: 'Ribbon & Rye Gifts', at: 'IO', pays: '9%', cap: 1800 },
		{ name: 'Petalpost Flowers', at: 'O', pays: '$6', min: 4500 },
		{ name: 'Candlewick Cards', at: 'I', pays: '5%', targeted: true },
	],
	Pets: [
		{ name: 'Muddy Paws Pet Supply', at: 'IO', pays: '5%', cap: 1500 },
		{ name: 'Whisker & Wag', at: 'O', pays: '$5', min: 3500 },
		{ name: 'Featherstone Aviary', at: 'I', pays: '4%' },
	],
	'Sports & Outdoors': [
		{ name: 'Granite Peak Gear', at: 'IO', pays: '7%', cap: 3500 },
		{ name: 'Loose Spoke Cycles', at: 'I', pays: '$20', min: 20000, redeem: 1 },
		{ name: 'Blue Heron Paddle Co', at: 'O', pays: '6%', targeted: true },
		{ name: 'Switchback Ski Shop', at: 'I', pays: '8%', when: 'future' },
	],
	'Supplies & Services': [
		{ name: 'Paperclip & Post', at: 'IO', pays: '5%' },
		{ name: 'Bright Bucket Cleaners', at: 'I', pays: '$4', min: 2500 },
		{ name: 'Keystone Print House', at: 'O', pays: '6%', when: 'past' },
	],
	Travel: [
		{ name: 'Skylark Rail', at: 'O', pays: '3%', cap: 5000 },
		{ name: 'Meridian Harbor Hotels', at: 'IO', pays: '5%', min: 10000, cap: 7500 },
		{ name: 'Compass Rose Rentals', at: 'IO', pays: '$18', min: 15000, targeted: true },
		{ name: 'Lamplight Inns', at: 'IO', pays: '4.5%', cap: 6000 },
	],
} as const satisfies Record<string, readonly OfferLine[]>;

/** The names of the merchants whose offers run today, for use in examples. */
export const OFFER_MERCHANTS: readonly string[] = Object.values(OFFER_LINES)
	.flatMap((lines): readonly OfferLine[] => lines)
	.filter(({ when }) => when === undefined)
	.map(({ name }) => name);
