import camelCase from 'lodash/camelCase';
import { z } from 'zod/v4';
import type { TransportRequest } from '../../http/transport';
import type { Picked } from './picked';
import type { RowNaming, RowStatus } from './bulkRows';

/** A kind of thing that Kard keeps, under which hosts list what can be done with it. */
export interface Resource {
	/** How it is called in code and in Kard's documents: `user`. */
	readonly name: string;
	/** Its label: `User`. */
	readonly title: string;
}

/** One action of a host whose actions each have a key and a sentence of their own. */
export interface Step {
	/** Its key, which is kept for ever: `create_user`. */
	readonly key: string;
	/** What it does: one sentence that begins with a verb in the third person. */
	readonly sentence: string;
	/** Its label, where that is not what the operation does to its resource. */
	readonly label?: string;
}

/** The actions of such a host, on one thing and on many; or why there is none. */
type Steps = { readonly one?: Step; readonly many?: Step } | { readonly none: string };

/** What every operation says. The client, n8n, Zapier and the tables of operations are made of it. */
interface Described {
	/** Where it is on the client: `users.create`. */
	readonly client: string;
	readonly resource: Resource;
	/** The label: `Create`. Its name among the operations of the resource follows from it. */
	readonly title: string;
	/** What it does, as an action in sentence case: `Create users`. */
	readonly action: string;
	/** What it does, in one sentence without a full stop. */
	readonly description: string;
	/** The label of what comes back, where that is not the resource: `Audit`. */
	readonly noun?: string;
	readonly method: TransportRequest['method'];
	/** The path, with the names of its ids in braces. */
	readonly path: string;
	/** The permission it needs, in Kard's words. */
	readonly scope?: string;
	/** What it means when Kard forbids it (403), where that is not a missing permission; with what to do. */
	readonly forbiddenMeans?: string;
	/** The statuses of success that Kard documents. Any other 2xx is taken as well. */
	readonly success: readonly number[];
	readonly steps: Steps;
	/** An item of its output, as it could be; nobody's data. What is no resource at Kard has no `type` in it. */
	readonly sample: Readonly<Record<string, unknown>>;
}

/** An operation on many rows at once, whose result tells what became of each. */
interface DescribedBulk extends Described {
	readonly kind: 'bulk';
	/** The schemas of a row, by type of row. */
	readonly rows: Readonly<Record<string, z.ZodObject>>;
	/** The choice between the types of row, where there are several. */
	readonly rowType?: { readonly key: string; readonly title: string; readonly description: string };
	/** How many rows Kard takes in one request. */
	readonly limit: number;
	/** What a row that Kard took has become. */
	readonly accepted: RowStatus;
	readonly naming: RowNaming;
	/** What is done about a row that exists already, instead of calling it a duplicate. */
	readonly onConflict?: SingleOperation;
}

/** An operation on one resource. */
interface DescribedSingle extends Described {
	readonly kind: 'single';
	/** Which id of the path is the resource's own. Without one, Kard gives the resource its id. */
	readonly about?: string;
	/** What is sent. */
	readonly attributes?: z.ZodObject;
	/** How it is sent, where it is not as the resource under its id: the type that Kard calls it by, alone or in a list. */
	readonly sentAs?: { readonly type: string; readonly list: boolean };
	/** What is asked for beside it. */
	readonly query?: z.ZodObject;
	/**
	 * How an update keeps what it leaves out, where Kard itself replaces everything: `read` gives what Kard has, and
	 * `whole` is what must be sent where all is to be replaced.
	 */
	readonly merge?: { readonly read: SingleOperation; readonly whole: z.ZodObject };
	/** What comes back, as Kard documents it. No response is measured against it. */
	readonly answer: z.ZodType;
	/** Whether the client takes rows, and sends one request for each. */
	readonly oneByOne?: true;
	/** What a person is told when nobody knows whether Kard did what must not be done twice: how to look. In sentences. */
	readonly howToLook?: string;
}

/** An operation that lists resources page by page. */
interface DescribedList extends Described {
	readonly kind: 'list';
	/** What the list can be narrowed and sorted by. */
	readonly query: z.ZodObject;
	/** How many items are asked for at once, unless the caller says otherwise; undefined where there are no pages. */
	readonly pageSize?: number;
	/** One item of the list, as Kard documents it. No item is measured against it. */
	readonly item: z.ZodType;
	/** How an id is picked from it, where other operations need one. */
	readonly picked?: Picked;
	/** Amounts about the whole list, by what they mean here: Kard's name for it among the facts of a page, and a sample. */
	readonly totals?: Readonly<Record<string, { from: string; title: string; sample: number }>>;
}

/** What follows from a description. */
interface Derived {
	/** Its name among the operations of the resource: `createOrUpdate`. */
	readonly name: string;
	/** The ids in its path, by name; the organization's, which the client knows, is not among them. */
	readonly ids: z.ZodObject;
}

/** An operation on many rows at once, whose result tells what became of each. */
export type BulkOperation = DescribedBulk & Derived;
/** An operation on one resource. */
export type SingleOperation = DescribedSingle & Derived;
/** An operation that lists resources page by page. */
export type ListOperation = DescribedList & Derived;
/** Any operation, told apart by `kind`. */
export type AnyOperation = BulkOperation | SingleOperation | ListOperation;

/** The names of the ids in a path, in their order, but for the organization's. */
export type IdNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
	? Name extends 'organizationId'
		? IdNames<Rest>
		: readonly [Name, ...IdNames<Rest>]
	: readonly [];

/** The names of the ids in a path. Those of a path that is not known to the compiler may be any. */
export type IdName<Path extends string> = string extends Path ? string : IdNames<Path>[number];

type Description = DescribedBulk | DescribedSingle | DescribedList;

type ExactIds<Path extends string, Given> = [IdName<Path>] extends [never]
	? { readonly ids?: undefined }
	: {
			readonly ids: Readonly<Record<IdName<Path>, z.ZodType>> &
				Readonly<Record<Exclude<keyof Given, IdName<Path>>, never>>;
		};

/** What one part of a description demands of the others. */
type Consistent<D extends Description> = ExactIds<
	D['path'],
	D extends { ids: infer Given } ? Given : object
> &
	(D extends { kind: 'single' } ? { readonly about?: IdName<D['path']> } : object) &
	(D extends { kind: 'single'; method: 'POST' } ? { readonly howToLook: string } : object);

/**
 * Describes an operation, once for every surface. The schemas of its ids have the names that stand in its path; a
 * missing, misspelt or superfluous one does not compile.
 */
export function operation<const D extends Description>(description: D & Consistent<D>) {
	const { ids = {}, ...rest } = description;
	return { ...rest, name: camelCase(description.title), ids: z.strictObject(ids) };
}

/** The names of the ids in the path of an operation, in their order. */
export function idNamesOf({ path }: Pick<AnyOperation, 'path'>): string[] {
	return Array.from(path.matchAll(/\{(\w+)\}/g), ([, name = '']) => name).filter(
		(name) => name !== 'organizationId',
	);
}

/** The id of what an operation is about: that of the resource, else the last and so narrowest one of the path. */
export function idOfSubject(
	operation: AnyOperation,
	ids: Readonly<Record<string, string>>,
): string | undefined {
	const about = operation.kind === 'single' ? operation.about : undefined;
	return ids[about ?? idNamesOf(operation).at(-1) ?? ''];
}

/** Whether sending it twice does no harm: all but what creates without an id that Kard knows the second one by. */
export function isIdempotent({ method, kind }: Pick<AnyOperation, 'method' | 'kind'>): boolean {
	return method !== 'POST' || kind === 'bulk';
}

/** Whether Kard gives what is written an id of its own, which only its response tells. */
export function isCreation(operation: SingleOperation): boolean {
	return operation.method === 'POST' && operation.about === undefined;
}

/** The label of what an operation hands over. */
export function nounOf({ noun, resource }: AnyOperation): string {
	return noun ?? resource.title;
}
