import { z } from 'zod/v4';
import { boolean, choice, choices, identifier, oneOrMany, text } from '../../fields';
import { openChoice } from '../../fields/choice';
import { cursors, hasOneCursor, ONE_CURSOR, pageSize } from '../description/paging';
import { amount, assets, components, resource, someText, timestamp, toMany } from '../description/shapes';

const PURCHASE_CHANNELS = { INSTORE: 'In Store', ONLINE: 'Online' } as const;

const CATEGORIES = {
	'Arts & Entertainment': 'Arts & Entertainment',
	'Baby, Kids & Toys': 'Baby, Kids & Toys',
	'Books & Digital Media': 'Books & Digital Media',
	'Clothing, Shoes & Accessories': 'Clothing, Shoes & Accessories',
	'Computers, Electronics & Software': 'Computers, Electronics & Software',
	Convenience: 'Convenience',
	'Department Stores': 'Department Stores',
	'Food & Beverage': 'Food & Beverage',
	Gas: 'Gas',
	'Health & Beauty': 'Health & Beauty',
	'Home & Garden': 'Home & Garden',
	Miscellaneous: 'Miscellaneous',
	'Occasions & Gifts': 'Occasions & Gifts',
	Pets: 'Pets',
	'Sports & Outdoors': 'Sports & Outdoors',
	'Supplies & Services': 'Supplies & Services',
	Travel: 'Travel',
} as const;

const SORTS = {
	startDate: 'Start Date, Earliest First',
	'-startDate': 'Start Date, Latest First',
	expirationDate: 'Expiration Date, Earliest First',
	'-expirationDate': 'Expiration Date, Latest First',
	name: 'Name, A to Z',
	'-name': 'Name, Z to A',
} as const;

const COMPONENTS = {
	shortDescription: 'Short Description',
	longDescription: 'Long Description',
	baseReward: 'Base Reward',
	boostedReward: 'Boosted Reward',
	cta: 'Call to Action',
	tags: 'Tags',
	detailTags: 'Detail Tags',
	logoFlare: 'Logo Flare',
	progressBar: 'Progress Bar',
} as const;

const INCLUDES = { categories: 'Categories' } as const;

/** Which ready-made parts are asked for. */
const supportedComponents = choices({
	title: 'Components',
	description: 'Ready-made texts and interface elements to load with each offer.',
	examples: ['shortDescription'],
	choices: COMPONENTS,
	open: 'text',
}).optional();

/** How many offers Kard is asked for at once, unless the caller says otherwise. */
export const OFFERS_PER_PAGE = 100;

/** What a list of offers can be narrowed and sorted by, in Kard's own query names. */
export const offerQuery = z
	.strictObject({
		'filter[search]': text({
			title: 'Search',
			description: 'Keeps offers whose name or category contains this text, in upper or lower case.',
			examples: ['coffee'],
			maxLength: 200,
		}).optional(),
		'filter[purchaseChannel]': choices({
			title: 'Purchase Channels',
			description: 'Keeps offers that can be used in these channels.',
			examples: ['ONLINE'],
			choices: PURCHASE_CHANNELS,
			open: 'text',
		}).optional(),
		'filter[category]': choice({
			title: 'Category',
			description: 'Keeps offers of this category of merchant.',
			examples: ['Food & Beverage'],
			choices: CATEGORIES,
			open: 'text',
		}).optional(),
		'filter[isTargeted]': boolean({
			title: 'Targeted Only',
			description: 'Whether to keep only offers that are meant for this user in particular.',
			examples: [true],
		}).optional(),
		sort: oneOrMany({
			title: 'Sort',
			description:
				'The order in which the offers come; of several, each orders what the one before left equal.',
			examples: ['-startDate'],
			choices: SORTS,
			open: 'text',
		}).optional(),
		include: choices({
			title: 'Include',
			description: 'Related resources to load with each offer.',
			examples: ['categories'],
			choices: INCLUDES,
			open: 'text',
		}).optional(),
		supportedComponents,
		'page[size]': pageSize('offers', OFFERS_PER_PAGE),
		...cursors,
	})
	.refine(hasOneCursor, ONE_CURSOR)
	.meta({ title: 'Offer Query' });

/** One offer as Kard answers with it. Amounts are in cents. Attributes that Kard adds over time are passed through. */
export const offerResource = resource({
	name: someText,
	terms: someText,
	description: someText,
	purchaseChannel: z.array(openChoice(PURCHASE_CHANNELS)),
	userReward: amount,
	assets,
	startDate: timestamp,
	expirationDate: timestamp,
	isTargeted: z.boolean(),
	maxRedemptions: z.number(),
	minTransactionAmount: amount,
	maxTransactionAmount: amount,
	minRewardAmount: amount,
	maxRewardAmount: amount,
	websiteUrl: someText,
	components,
}).extend({ relationships: z.looseObject({ category: toMany }).optional() });

/** Kard's id of an offer. */
export const offerId = identifier({
	title: 'Offer ID',
	description: "Kard's ID of the offer, as listing the offers of a user gives it.",
	examples: ['65f0c0ffee0000000000beef'],
	recognizedBy: ['offer'],
});

/** What is loaded with the record of what a user did with an offer. */
export const offerAttributionQuery = z
	.strictObject({
		include: choices({
			title: 'Include',
			description: 'Related resources to load with it.',
			examples: ['offer'],
			choices: { offer: 'Offer' },
			open: 'text',
		}).optional(),
		supportedComponents,
	})
	.meta({ title: 'Offer Attribution Query' });

/** What a user did with an offer, as Kard records it: `entityId` is the offer's, `eventCode` says what was done. */
export const offerAttribution = resource({
	entityId: someText,
	eventCode: someText,
	medium: someText,
	eventDate: timestamp,
});
