import groupBy from 'lodash/groupBy';
import { keyOf, type Contract, type Operation, type Value, type Values } from './contract';
import { ANYTHING } from './schemaNode';

/** Something in which Kard's description and ours differ. */
export interface Difference {
	/** The operation by its name, or `Notifications`. */
	readonly where: string;
	/** What differs, always in the same words: `field data[].user.attributes.city is missing here`. */
	readonly what: string;
}

/** What is said of differences in notifications. */
export const NOTIFICATIONS = 'Notifications';

/**
 * Whether values are sent or received. What is received is read leniently, so that it does not matter there what is
 * required, and what a value may be matters only where its values are named here.
 */
type Way = 'sent' | 'received';

/** In what Kard's description and ours differ: what is missing here, what is more, what is said otherwise. */
export function differences(kard: Contract, ours: Contract): Difference[] {
	const byKey = groupBy(ours.operations, ({ name }) => keyOf(name));
	const published = new Set(kard.operations.map(({ name }) => keyOf(name)));
	const found = [
		...kard.operations.flatMap((operation) => {
			const here = byKey[keyOf(operation.name)];
			if (!here) return [{ where: operation.name, what: 'operation is missing here' }];
			return here.flatMap((own) =>
				inOperation(operation, own).map((what) => ({ where: operation.name, what })),
			);
		}),
		...ours.operations
			.filter(({ name }) => !published.has(keyOf(name)))
			.map(({ name }) => ({ where: name, what: 'operation is more here: Kard has none of this name' })),
		...inValues('event', kard.notifications, ours.notifications, 'received').map((what) => ({
			where: NOTIFICATIONS,
			what,
		})),
	];
	// Two operations of ours may be one of Kard's.
	return [...new Map(found.map((one) => [`${one.where} ${one.what}`, one])).values()];
}

function inOperation(kard: Operation, ours: Operation): string[] {
	return [
		...changed('scope', kard.scope, ours.scope),
		...(kard.limit === undefined ? [] : changed('items in one request', kard.limit, ours.limit)),
		...changed('statuses of success', sorted(kard.statuses), sorted(ours.statuses)),
		...inValues('parameter', kard.parameters, ours.parameters, 'sent'),
		...inValues('field', kard.fields, ours.fields, 'sent'),
	];
}

function sorted(statuses: readonly number[]): string {
	return [...statuses].sort((one, other) => one - other).join(' and ');
}

function changed(
	what: string,
	kard: string | number | undefined,
	ours: string | number | undefined,
): string[] {
	if (kard === ours) return [];
	return [`${what}: ${String(kard ?? 'none')} at Kard, ${String(ours ?? 'none')} here`];
}

/** What stands inside something that only one side has needs no line of its own. */
function onlyIn(some: Values, others: Values): string[] {
	const only = [...some.keys()].filter((name) => !others.has(name));
	const isInside = (name: string) =>
		only.some((outer) => name !== outer && /^[.[]/.test(name.slice(outer.length)) && name.startsWith(outer));
	return only.filter((name) => !isInside(name));
}

function inValues(kind: string, kard: Values, ours: Values, way: Way): string[] {
	const missing = onlyIn(kard, ours).map((name) => `${kind} ${name} is missing here`);
	const more = onlyIn(ours, kard).map((name) => `${kind} ${name} is more here`);
	const both = [...kard].flatMap(([name, value]) => {
		const own = ours.get(name);
		return own ? inValue(`${kind} ${name}`, value, own, way) : [];
	});
	return [...missing, ...more, ...both];
}

function inValue(what: string, kard: Value, ours: Value, way: Way): string[] {
	const isKnown = kard.form !== ANYTHING && ours.form !== ANYTHING;
	const need = ({ required }: Value) => (required ? 'required' : 'optional');
	return [
		...(way === 'sent' ? changed(what, need(kard), need(ours)) : []),
		...(isKnown ? changed(what, formIn(kard, way), formIn(ours, way)) : []),
		...(kard.maximum === undefined ? [] : changed(`${what}, at most`, kard.maximum, ours.maximum)),
		...inChoices(what, kard.choices, ours.choices, way),
	];
}

/** Whoever hands on what was received need not tell these apart. */
const RECEIVED_ALIKE: Readonly<Record<string, string>> = { time: 'text', 'whole number': 'number' };

function formIn({ form }: Value, way: Way): string {
	return way === 'received' ? (RECEIVED_ALIKE[form] ?? form) : form;
}

function inChoices(
	what: string,
	kard: readonly string[] | undefined,
	ours: readonly string[] | undefined,
	way: Way,
): string[] {
	if (kard === undefined) return [];
	if (ours === undefined) return way === 'sent' ? [`${what}: its values are not named here`] : [];
	return [
		...kard
			.filter((value) => !ours.includes(value))
			.map((value) => `${what}: value ${value} is missing here`),
		...ours.filter((value) => !kard.includes(value)).map((value) => `${what}: value ${value} is more here`),
	];
}
