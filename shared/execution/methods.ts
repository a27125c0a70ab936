import get from 'lodash/get';
import set from 'lodash/set';
import toString from 'lodash/toString';
import zipObject from 'lodash/zipObject';
import type { z } from 'zod/v4';
import type { BulkResult } from '../bulk/result';
import { operations, type CatalogueOperation } from '../catalogue';
import { idNamesOf, type AnyOperation, type IdNames } from '../catalogue/description/operation';
import type { KardPromise } from '../http/kardPromise';
import { isFields, type Fields } from '../json';
import type { KardList } from './kardList';
import type { Executor, OneByOneOptions, RowOptions, WriteOptions } from './executor';
import type { UpdateOptions } from './update';

/** A row in the form in which Kard documents it, made of the same row with its fields side by side. */
type AsResource<Row, Type extends string> = Row extends unknown
	? {
			readonly type: Type;
			readonly id: string;
			readonly attributes: Omit<Row, 'type' | 'id'> & Fields;
		}
	: never;

/** A row of any of these types, flat or as Kard documents it. What Kard knows beyond them is passed on in the latter. */
export type RowOf<Rows extends Readonly<Record<string, z.ZodType>>> = {
	[Type in keyof Rows & string]: z.input<Rows[Type]> | AsResource<z.input<Rows[Type]>, Type>;
}[keyof Rows & string];

type Ids<Names extends readonly string[]> = { readonly [Place in keyof Names]: string };

type Sent<O> = O extends { kind: 'bulk'; rows: infer Rows extends Readonly<Record<string, z.ZodType>> }
	? [rows: readonly RowOf<Rows>[]]
	: O extends { oneByOne: true; attributes: infer Row extends z.ZodType }
		? [rows: readonly z.input<Row>[]]
		: [
				...(O extends { attributes: infer Attributes extends z.ZodType }
					? [attributes: z.input<Attributes>]
					: []),
				...(O extends { query: infer Query extends z.ZodType } ? [query?: z.input<Query>] : []),
			];

type Options<O> = O extends { kind: 'bulk' }
	? RowOptions
	: O extends { oneByOne: true }
		? OneByOneOptions
		: O extends { merge: object }
			? UpdateOptions
			: WriteOptions;

type Result<O> = O extends { kind: 'bulk' } | { oneByOne: true }
	? Promise<BulkResult>
	: O extends { kind: 'list'; item: infer Item extends z.ZodType }
		? KardList<z.output<Item>>
		: O extends { answer: infer Answer extends z.ZodType }
			? KardPromise<z.output<Answer>>
			: never;

/** The method of an operation: the ids of its path in their order, what is sent, and the options last. */
type Method<O extends { readonly path: string }> = (
	...args: [...Ids<IdNames<O['path']>>, ...Sent<O>, options?: Options<O>]
) => Result<O>;

type GroupOf<Client> = Client extends `${infer Group}.${string}` ? Group : never;
type NameIn<Client> = Client extends `${string}.${infer Name}` ? Name : never;
type OperationsIn<Group extends string> = Extract<CatalogueOperation, { client: `${Group}.${string}` }>;
type Alone = Exclude<CatalogueOperation, { client: `${string}.${string}` }>;

/** The methods of the client, one for each operation of the catalogue, where the operation says that it is. */
export type KardMethods = {
	readonly [Group in GroupOf<CatalogueOperation['client']>]: {
		readonly [O in OperationsIn<Group> as NameIn<O['client']>]: Method<O>;
	};
} & { readonly [O in Alone as O['client']]: Method<O> };

function fieldsIn(value: unknown): Fields {
	return isFields(value) ? value : {};
}

function call(executor: Executor, operation: AnyOperation, given: readonly unknown[]): unknown {
	const rest = [...given];
	const names = idNamesOf(operation);
	const ids = zipObject(names, rest.splice(0, names.length).map(toString));
	if (operation.kind === 'bulk') return executor.bulk(operation, rowsIn(rest[0]), fieldsIn(rest[1]));
	if (operation.kind === 'list') return executor.list(operation, { ids, query: rest[0] }, fieldsIn(rest[1]));
	if (operation.oneByOne) return executor.oneByOne(operation, ids, rowsIn(rest[0]), fieldsIn(rest[1]));
	const attributes = operation.attributes && rest.shift();
	const query = operation.query && rest.shift();
	return executor.single(operation, { ids, attributes, query }, fieldsIn(rest[0]));
}

function rowsIn(value: unknown): readonly unknown[] {
	if (Array.isArray(value)) return value;
	throw new TypeError('The rows must be a list.');
}

function areComplete(methods: object): methods is KardMethods {
	return operations.every(({ client }) => typeof get(methods, client) === 'function');
}

/** The methods of the client, which carry out the operations of the catalogue. */
export function methodsOf(executor: Executor): KardMethods {
	const methods = {};
	for (const operation of operations) {
		set(methods, operation.client, (...given: unknown[]) => call(executor, operation, given));
	}
	if (!areComplete(methods)) throw new TypeError('Two operations claim the same place on the client.');
	return methods;
}
