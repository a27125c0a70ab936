/** A question that Kard's documents leave open, and what the answer may be. */
export interface OpenQuestion {
	/** What is open. */
	readonly question: string;
	/** Each possible answer, with what the sandbox does then. */
	readonly readings: Readonly<Record<string, string>>;
	/** The reading that is followed unless another one is asked for. */
	readonly usual: string;
}

/**
 * Everything about the operations served here that Kard's documents leave open, as of August 2026. Where the newest
 * documents speak for a reading it is the usual one; else the stricter one is, so that a client must do it right.
 */
export const OPEN_QUESTIONS = {
	token: {
		question: 'Which ways of asking for a token work',
		readings: {
			any: 'JSON, form, and Basic with a form',
			json: 'a JSON body with client_id and client_secret alone',
			form: 'a form with client_id and client_secret alone',
			basic: 'Basic and a form with grant_type=client_credentials alone',
		},
		usual: 'any',
	},
	tokenRefusal: {
		question: 'The status for another way of asking for a token',
		readings: { '400': 'Bad Request', '404': 'Not Found', '415': 'Unsupported Media Type' },
		usual: '400',
	},
	tokenErrors: {
		question: 'The error body of the token endpoint',
		readings: { jsonapi: 'errors, as everywhere', oauth: 'error and error_description, as OAuth 2.0 has it' },
		usual: 'jsonapi',
	},
	subscriptions: {
		question: 'How many subscriptions an event may have',
		readings: {
			many: 'several, each with an address of its own',
			one: 'one, enabled or not; a second one is refused with 409',
		},
		usual: 'many',
	},
	retiredEvents: {
		question: 'Whether validTransaction, failedTransaction and clawback are known still',
		readings: {
			refused: 'they cannot be subscribed to and are not sent; a lost reward is told by earnedRewardRejected',
			taken: 'they can be subscribed to, and are sent as before August 2026',
		},
		usual: 'refused',
	},
	matchedTransaction: {
		question: 'Whether transactions of the type matchedTransaction are known still',
		readings: { refused: 'the request is refused with 400', taken: 'they are taken by their former rules' },
		usual: 'refused',
	},
	repeatedEvent: {
		question: 'What becomes of a request with new transaction events and repeated ones',
		readings: {
			'207': 'the new ones are taken, a 207 names the repeated ones',
			'409': 'none is taken, a 409 names the repeated ones',
		},
		usual: '207',
	},
	userPut: {
		question: 'What becomes of attributes that an update of a user leaves out',
		readings: {
			clears: 'they are gone, but for historicalTransactionsSent',
			keeps: 'they stay as they were',
		},
		usual: 'clears',
	},
	transactionIds: {
		question: 'Where in the notification of a reward the issuer finds its own transactionId',
		readings: {
			attribute: 'in the attributes; the relationship has the id of the earned reward',
			relationship: 'in the relationship; the attributes have the id of the earned reward',
			both: 'in both',
		},
		usual: 'attribute',
	},
	deliveryId: {
		question: "Whether the id in the list of notifications is the payload's data.id",
		readings: {
			payload: 'it is, but for the files of placements',
			own: 'each notification has an id of its own in the list',
		},
		usual: 'payload',
	},
	placementFileId: {
		question: 'What data.id of the notification of a placement file is',
		readings: {
			placement: 'the id of the placement, the same for every file of it',
			own: 'an id of the notification itself',
		},
		usual: 'placement',
	},
	purchaseChannel: {
		question: 'How filter[purchaseChannel] takes several values',
		readings: {
			repeated: 'the key repeated',
			json: 'one value, a list in JSON',
			indexed: 'filter[purchaseChannel][0], filter[purchaseChannel][1]',
		},
		usual: 'repeated',
	},
	sort: {
		question: 'How sort takes several values',
		readings: { repeated: 'the key repeated', comma: 'one value, with commas' },
		usual: 'repeated',
	},
	include: {
		question: 'How include takes several values, but on earned rewards, where it has commas',
		readings: { comma: 'one value, with commas', repeated: 'the key repeated' },
		usual: 'comma',
	},
	pageSize: {
		question: 'What becomes of a page[size] above 200 on offers and earned rewards',
		readings: { refused: 'it is refused with 400', cut: 'the page has 200' },
		usual: 'refused',
	},
	attributionScope: {
		question: 'Which scope it takes to activate and to boost an offer',
		readings: {
			needed: 'attributions:write, as for every other attribution',
			free: 'none, any token will do',
		},
		usual: 'needed',
	},
	attributionUnknown: {
		question: 'The status for activating or boosting as an unknown user, or an offer that does not run',
		readings: { '400': 'Bad Request, the one that is published', '404': 'Not Found' },
		usual: '400',
	},
	attributionRepeated: {
		question: 'What becomes of activating or boosting an offer again',
		readings: { another: 'there is another event', same: 'the answer is the event of the first time' },
		usual: 'another',
	},
	quotaHeaders: {
		question: 'Whether answers carry the headers Kard-Api-Usage-Quota-*',
		readings: { gone: 'they do not', sent: 'they do, and a spent quota is answered with 429 (see --quota)' },
		usual: 'gone',
	},
} as const satisfies Readonly<Record<string, OpenQuestion>>;

/** The name of an open question. */
type OpenQuestionName = keyof typeof OPEN_QUESTIONS;

/** The reading of each open question. */
export type Readings = {
	readonly [Name in OpenQuestionName]: keyof (typeof OPEN_QUESTIONS)[Name]['readings'] & string;
};
