import { z } from 'zod/v4';
import { field, LONGEST_IDENTIFIER, oneOrMany, openChoice } from '../../fields/field';
import { cursors, hasOneCursor, ONE_CURSOR, pageSize } from '../paging';
import { amount, assets, components, resource, text, timestamp, toMany } from '../shapes';

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
export const supportedComponents = field(z.array(openChoice(COMPONENTS)).optional(), {
	title: 'Components',
	description: 'Ready-made texts and interface elements to load with each offer.',
	kind: 'choices',
	examples: ['shortDescription'],
	choices: COMPONENTS,
	open: 'text',
});

/** How many offers Kard is asked for at once, unless the caller says otherwise. */
export const OFFERS_PER_PAGE = 100;

/** What a list of offers can be narrowed and sorted by, in Kard's own query names. */
export const offerQuery = z
	.strictObject({
		'filter[search]': field(z.string().min(1).max(200).optional(), {
			title: 'Search',
			description: 'Keeps offers whose name or category contains this text, in upper or lower case.',
			kind: 'text',
			examples: ['coffee'],
		}),
		'filter[purchaseChannel]': field(z.array(openChoice(PURCHASE_CHANNELS)).optional(), {
			title: 'Purchase Channels',
			description: 'Keeps offers that can be used in these channels.',
			kind: 'choices',
			examples: ['ONLINE'],
			choices: PURCHASE_CHANNELS,
			open: 'text',
		}),
		'filter[category]': field(openChoice(CATEGORIES).optional(), {
			title: 'Category',
			description: 'Keeps offers of this category of merchant.',
			kind: 'choice',
			examples: ['Food & Beverage'],
			choices: CATEGORIES,
			open: 'text',
		}),
		'filter[isTargeted]': field(z.boolean().optional(), {
			title: 'Targeted Only',
			description: 'Whether to keep only targeted offers; off keeps only those that are not targeted.',
			kind: 'boolean',
			examples: [true],
		}),
		sort: field(oneOrMany(openChoice(SORTS)).optional(), {
			title: 'Sort',
			description:
				'The order in which the offers come; of several, each orders what the one before left equal.',
			kind: 'choices',
			examples: ['-startDate'],
			choices: SORTS,
			open: 'text',
		}),
		include: field(z.array(openChoice(INCLUDES)).optional(), {
			title: 'Include',
			description: 'Related resources to load with each offer.',
			kind: 'choices',
			examples: ['categories'],
			choices: INCLUDES,
			open: 'text',
		}),
		supportedComponents,
		'page[size]': pageSize('offers', OFFERS_PER_PAGE),
		...cursors,
	})
	.refine(hasOneCursor, ONE_CURSOR)
	.meta({ title: 'Offer Query' });

/** One offer as Kard answers with it. Amounts are in cents. Attributes that Kard adds over time are passed through. */
export const offerResource = resource({
	name: text,
	terms: text,
	description: text,
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
	websiteUrl: text,
	components,
}).extend({ relationships: z.looseObject({ category: toMany }).optional() });

/** Kard's id of an offer. */
export const offerId = field(z.string().min(1).max(LONGEST_IDENTIFIER), {
	title: 'Offer ID',
	description: "Kard's ID of the offer, as listing the offers of a user gives it.",
	kind: 'identifier',
	examples: ['65f0c0ffee0000000000beef'],
	aliases: ['offer'],
});

/** What is loaded with the record of what a user did with an offer. */
export const offerAttributionQuery = z
	.strictObject({
		include: field(z.array(openChoice({ offer: 'Offer' })).optional(), {
			title: 'Include',
			description: 'Related resources to load with it.',
			kind: 'choices',
			examples: ['offer'],
			choices: { offer: 'Offer' },
			open: 'text',
		}),
		supportedComponents,
	})
	.meta({ title: 'Offer Attribution Query' });

/** What a user did with an offer, as Kard records it: `entityId` is the offer's, `eventCode` says what was done. */
export const offerAttribution = resource({
	entityId: text,
	eventCode: text,
	medium: text,
	eventDate: timestamp,
});
