import type { AppInCore, Field, Kind } from './inCore';
import { notificationOperations, transactionOperations, userOperations } from '../../shared/host';

/** What the examples of the fields speak of: who is enrolled, has bought something and was notified. */
export const EXAMPLES = {
	userId: String(userOperations.create.sample.id),
	transactionId: transactionOperations.createAudit.sample.attributes.transactionId,
	notificationId: notificationOperations.replay.sample.eventId,
} as const;

function exampleOf(field: Field): unknown {
	const { placeholder, choices = {}, list } = field;
	const example = field.default ?? placeholder ?? Object.keys(choices)[0];
	return list === true ? [example] : example;
}

/**
 * Fills in the fields of an action as a person does who takes every example: all of them where something is written,
 * only the required ones where something is looked up. What has a dropdown gets its first choice.
 */
export async function exampleInputs(
	app: AppInCore,
	kind: Kind,
	key: string,
): Promise<Record<string, unknown>> {
	const inputs: Record<string, unknown> = {};
	for (const field of await app.fields(kind, key)) {
		const { children, dynamic, required = false } = field;
		if (kind !== 'creates' && !required) continue;
		if (children) {
			inputs[field.key] = [Object.fromEntries(children.map((child) => [child.key, exampleOf(child)]))];
		} else if (dynamic === undefined) {
			inputs[field.key] = exampleOf(field);
		} else {
			const [trigger = '', name = ''] = dynamic.split('.');
			const choices = await app.run('triggers', trigger, inputs);
			inputs[field.key] = Array.isArray(choices) ? Reflect.get(Object(choices[0]), name) : undefined;
		}
	}
	return inputs;
}
