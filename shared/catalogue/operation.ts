import type { z } from 'zod/v4';
import type { TransportRequest } from '../http/transport';

/** What Kard keeps and the client works on. */
export type ResourceName =
	| 'user'
	| 'offer'
	| 'transaction'
	| 'notification'
	| 'subscription'
	| 'organization';

/** The label of each resource. */
export const RESOURCES: Readonly<Record<ResourceName, string>> = {
	user: 'User',
	offer: 'Offer',
	transaction: 'Transaction',
	notification: 'Notification',
	subscription: 'Subscription',
	organization: 'Organization',
};

/** What every operation says of itself. The client, n8n, Zapier and the README's table all read it here. */
export interface Operation {
	readonly resource: ResourceName;
	/** Its name among the operations of the resource: `create`. */
	readonly name: string;
	/** The label: `Create`. */
	readonly title: string;
	/** What it does, as an action in sentence case: `Create users`. */
	readonly action: string;
	/** What it does, in one sentence without a full stop. */
	readonly description: string;
	readonly method: TransportRequest['method'];
	/** The path, with the names of its ids in braces. */
	readonly path: string;
	/** The permission it needs, in Kard's words. */
	readonly scope?: string;
	/** What it means when Kard forbids it (403), where that is not a missing permission; with what to do. */
	readonly forbiddenMeans?: string;
	/** Whether sending it twice does no harm. */
	readonly idempotent: boolean;
	/**
	 * What a person is told when it is not known whether Kard carried it out, for what must not be carried out twice: how
	 * to look. In sentences.
	 */
	readonly howToLook?: string;
	/** An item of its output, as it could be; nobody's data. What is no resource at Kard has no `type` in it. */
	readonly sample: Readonly<Record<string, unknown>>;
}

/** What became of a row that is now as it should be. `duplicate`: it was there before, or is in the input twice. */
export type RowStatus = 'created' | 'updated' | 'submitted' | 'duplicate';

/** How the responses to a bulk write name its rows. */
export interface RowNaming {
	/**
	 * How `data` says which rows Kard took (Kard's API reference): `listed`, it lists them by id, and a 207 that names
	 * the others may leave it out; `job`, it is the one job that was queued for all that no error names.
	 */
	readonly taken: 'listed' | 'job';
	/** The attribute by which an error may name a row instead of by its id. Several rows may have the same one. */
	readonly alsoNamedBy?: string | undefined;
}

/** An operation on many rows at once, whose result tells what became of each. */
export interface BulkOperation extends Operation {
	readonly kind: 'bulk';
	/** The schemas of a row, by type of row. */
	readonly rows: Readonly<Record<string, z.ZodObject>>;
	/** How many rows Kard takes in one request. */
	readonly limit: number;
	/** What a row that Kard took has become. */
	readonly accepted: RowStatus;
	/** How Kard's responses name rows. */
	readonly answers: RowNaming;
	/** What is done about a row that exists already, instead of calling it a duplicate. */
	readonly onConflict?: SingleOperation;
}

/** An operation on one resource. */
export interface SingleOperation extends Operation {
	readonly kind: 'single';
	/** The ids in its path, by name. */
	readonly ids?: z.ZodObject;
	/** What is sent. */
	readonly attributes?: z.ZodObject;
	/**
	 * How it is sent, where it is not a resource under the id of the path: the type that Kard calls it by, alone or as
	 * a list of one, to which the answer is a list of one as well. Kard gives it its id.
	 */
	readonly sentAs?: { readonly type: string; readonly list: boolean };
	/** What comes back, as Kard documents it. An answer is not measured against it: see `readSingle`. */
	readonly answer: z.ZodType;
}

/** An operation that lists resources page by page. */
export interface ListOperation extends Operation {
	readonly kind: 'list';
	/** The ids in its path, by name. */
	readonly ids?: z.ZodObject;
	/** What the list can be narrowed and sorted by. */
	readonly query: z.ZodObject;
	/** How many items are asked for at once, unless the caller says otherwise; undefined where there are no pages. */
	readonly pageSize?: number;
	/** One item of the list, as Kard documents it. No item is measured against it. */
	readonly item: z.ZodType;
}

/** Any operation, told apart by `kind`. */
export type AnyOperation = BulkOperation | SingleOperation | ListOperation;
