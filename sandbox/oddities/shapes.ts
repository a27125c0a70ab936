import type { Route } from '../types';

/** What can be odd about the answers of a route. Paths step through lists without a word. */
export interface AnswerShape {
	/** The parts that may be absent. Everything else is required. */
	readonly optional: readonly string[];
	/** The parts that hold a value of an enum, or a list of them. What a request set is not among them. */
	readonly enums: readonly string[];
}

const under = (path: string, names: string) => names.split(' ').map((name) => `${path}.${name}`);

const LINKS = under('links', 'prev next');

const componentsAt = (path: string): AnswerShape => ({
	optional: [
		path,
		...under(path, 'shortDescription longDescription baseReward boostedReward cta tags detailTags'),
		...under(path, 'logoFlare progressBar cta.action cta.startIcon logoFlare.badge'),
		...under(`${path}.progressBar`, 'segments labels.details labels.default.left labels.default.right'),
		...under(`${path}.progressBar.segments`, 'details default.icon default.separator'),
		...under(`${path}.progressBar.segments.default`, 'labels selection'),
	],
	enums: [
		...under(path, 'cta.buttonStyle logoFlare.borderColor logoFlare.badge.position'),
		...under(`${path}.progressBar.segments.default`, 'position separator'),
	],
});

const COMPONENTS = componentsAt('data.attributes.components');

const USER: AnswerShape = {
	optional: under(
		'data.attributes',
		'zipCode email hashedEmail phoneNumber birthYear historicalTransactionsSent',
	),
	enums: ['data.attributes.enrolledRewards'],
};

const PLAIN: AnswerShape = { optional: [], enums: [] };

/** What can be odd about the successes of each route (the newest SDKs of Kard, August 2026: what they read as optional). */
export const SHAPES: Readonly<Record<Route, AnswerShape>> = {
	token: PLAIN,
	createUsers: USER,
	getUser: USER,
	updateUser: USER,
	deleteUser: PLAIN,
	listOffers: {
		optional: [
			...['included', 'meta', 'meta.availableCategories', 'meta.placementName', 'data.relationships'],
			...under('data.attributes', 'maxRedemptions minTransactionAmount maxTransactionAmount'),
			...under('data.attributes', 'minRewardAmount maxRewardAmount websiteUrl description'),
			...COMPONENTS.optional,
			...LINKS,
		],
		enums: [
			...under('data.attributes', 'purchaseChannel userReward.type assets.type'),
			...under('data.attributes', 'minTransactionAmount.type maxTransactionAmount.type maxRewardAmount.type'),
			...COMPONENTS.enums,
		],
	},
	createTransactions: { optional: [], enums: ['data.attributes.status'] },
	listEarnedRewards: {
		optional: [
			...['included', 'included.attributes.assets', 'included.attributes.assets.alt'],
			...['data.attributes.payoutTimestamp', ...COMPONENTS.optional, ...LINKS],
		],
		enums: [
			...under('data.attributes', 'status paidToIssuer commissionEarned.user.type'),
			...under('included.attributes', 'purchaseChannel assets.type'),
			...COMPONENTS.enums,
		],
	},
	createAudits: PLAIN,
	listSubscriptions: PLAIN,
	createSubscriptions: PLAIN,
	updateSubscription: PLAIN,
	listNotifications: {
		optional: [
			'links',
			...LINKS,
			...under('meta', 'total page'),
			...under('data.attributes', 'statusCode errorMessage'),
		],
		enums: under('data.attributes', 'eventName status'),
	},
	replayNotification: PLAIN,
	getOrganization: { optional: [], enums: under('attributes', 'enrolledRewards cardNetworks') },
	ping: PLAIN,
	unknown: PLAIN,
};

const ERRORS = ['errors.source', ...under('errors.source', 'pointer parameter header')];

/** What may be absent from the errors of a request that failed as a whole. */
export const FAILURE: AnswerShape = { optional: [...ERRORS, 'errors.id'], enums: [] };

/** What may be absent from a 207 beside that of a success. Its errors name the rows they are about, always. */
export const MULTI_STATUS: Partial<Record<Route, readonly string[]>> = {
	createUsers: [...ERRORS, 'data'],
	createAudits: [...ERRORS, 'data'],
	createTransactions: ERRORS,
};
