import type { ApiResponse } from '../http/apiResponse';
import type { ResponseShape } from '../http/responseShape';
import { isJsonObject, objectsIn, type Site, sitesAt } from './jsonTree';
import type { Oddity } from './kinds';
import { oneOf, type Random } from './random';
import { shapeOf } from './shapes';

const UNKNOWN_VALUES = ['SOMETHING_NEW', 'brandNewValue', 'NEW-2027', 'x'] as const;
const NEW_NAMES = ['addedLater', 'x-new', 'newField2'] as const;
const NEW_VALUES: readonly [unknown, ...unknown[]] = [
	'text',
	7,
	1.5,
	null,
	true,
	[],
	['a'],
	{ nested: { deeply: [null] } },
];

/** Other statuses of success, by the usual one. */
const OTHER_STATUSES: ReadonlyMap<number, readonly [number, ...number[]]> = new Map([
	[200, [201, 202, 203]],
	[201, [200, 202]],
	[202, [200, 201]],
]);

/**
 * A response that says the same in an odd way. What the documents require stays, the ids and types of resources and the
 * ids of the errors of a 207 above all.
 * @param success what may vary in the successes of the operation
 */
export function makeOdd(
	response: ApiResponse,
	success: ResponseShape | undefined,
	kinds: ReadonlySet<Oddity>,
	random: Random,
): ApiResponse {
	const body: unknown = JSON.parse(JSON.stringify(response.body));
	const shape = shapeOf(response.status, success);
	const optional = shape.optional.flatMap((path) => sitesAt(body, path));
	if (kinds.has('enums')) for (const site of enumSitesOf(body, shape)) makeUnknown(site, random);
	if (kinds.has('missing')) for (const site of optional) leaveOut(site);
	if (kinds.has('nulls')) nullAbsent(optional, kinds.has('missing') ? random : () => 0);
	if (kinds.has('extra')) for (const object of objectsIn(body)) addNew(object, random);
	const statuses = kinds.has('status') ? OTHER_STATUSES.get(response.status) : undefined;
	return { status: statuses === undefined ? response.status : oneOf(statuses, random), body };
}

function enumSitesOf(body: unknown, { enums }: ResponseShape): Site[] {
	return enums.flatMap((path) => sitesAt(body, path));
}

function makeUnknown({ parent, name }: Site, random: Random): void {
	const value = parent[name];
	const unknown = oneOf(UNKNOWN_VALUES, random);
	if (typeof value === 'string') parent[name] = unknown;
	if (Array.isArray(value)) parent[name] = [...value.map((item: unknown) => item), unknown];
}

/** Without the way to the next page, a list would say that it ends here: that stays. */
function leaveOut({ parent, name }: Site): void {
	const value = parent[name];
	const leadsOn = name === 'next' || (isJsonObject(value) && typeof value.next === 'string');
	if (!leadsOn) Reflect.deleteProperty(parent, name);
}

/** Where parts are also left out, a random number decides for each part whether it is null or stays absent. */
function nullAbsent(sites: readonly Site[], random: Random): void {
	for (const { parent, name } of sites) {
		if (parent[name] === undefined && random() < 0.5) parent[name] = null;
	}
}

function addNew(object: Record<string, unknown>, random: Random): void {
	object[oneOf(NEW_NAMES, random)] = oneOf(NEW_VALUES, random);
}
