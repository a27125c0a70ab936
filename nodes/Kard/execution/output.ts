import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { relatedTo, simplifyResource, type ListOperation } from '../../../shared/host';
import { PARAMETERS } from '../parameters/names';

/** What Kard sent beside a resource. */
interface Beside {
	readonly included?: readonly unknown[] | undefined;
	/** What was asked for along with one resource. Without it, the related resources are those of a whole page. */
	readonly asked?: readonly string[];
	/** What Kard says of a list as a whole. */
	readonly meta?: Readonly<Record<string, unknown>>;
}

/** Output items are JSON objects, whatever the schemas call them; what is no object is under `value`. */
function asJson(resource: unknown): IDataObject {
	const isObject = (value: unknown): value is IDataObject =>
		typeof value === 'object' && value !== null && !Array.isArray(value);
	return isObject(resource) ? resource : asJson(simplifyResource(resource));
}

/** As it came, with what else came of it. */
function raw(resource: unknown, { included = [], asked }: Beside): IDataObject {
	const own = asked === undefined ? relatedTo(resource, included) : included;
	return { ...asJson(resource), ...(own.length > 0 && { included: own.map(asJson) }) };
}

/** The amounts about the whole list, as Kard calls them, or as they are called here. */
function totalsOf(
	{ totals = {} }: Pick<ListOperation, 'totals'>,
	{ meta = {} }: Beside,
	isRaw: boolean,
): IDataObject {
	const found = Object.entries(totals).flatMap(([name, { from }]) =>
		meta[from] === undefined ? [] : [[isRaw ? from : name, meta[from]] as const],
	);
	const amounts = asJson(Object.fromEntries(found));
	return isRaw && found.length > 0 ? { meta: amounts } : amounts;
}

/** How resources are handed on for an item, as its Simplify says: laid flat, or as they came. */
export function outputOf(
	context: IExecuteFunctions,
	index: number,
	list: Pick<ListOperation, 'totals'> = {},
): (resource: unknown, beside?: Beside) => IDataObject {
	const isRaw = context.getNodeParameter(PARAMETERS.simplify, index, true) !== true;
	return (resource, beside = {}) => ({
		...(isRaw ? raw(resource, beside) : asJson(simplifyResource(resource, beside.included, beside.asked))),
		...totalsOf(list, beside, isRaw),
	});
}
