import type { InputFieldGroups, PlainInputField } from 'zapier-platform-core';

/** The headings under which Zapier shows the fields that not everybody needs, in their order. */
const GROUPS = {
	details: 'More Fields',
	defaults: 'Values for All Rows',
	settings: 'How Values Are Read and Sent',
} as const;

/** One of these headings. */
type Group = keyof typeof GROUPS;

/** Puts fields under a heading. */
export function grouped(group: Group, fields: readonly PlainInputField[]): PlainInputField[] {
	return fields.map((field) => ({ ...field, group }));
}

/** Fields in the order in which people need them: the required ones first, then the usual ones, the rest under a heading. */
export function inOrderOfNeed(
	fields: readonly PlainInputField[],
	isUsual: (field: PlainInputField) => boolean = () => false,
): PlainInputField[] {
	const required = fields.filter((field) => field.required);
	const usual = fields.filter((field) => !field.required && isUsual(field));
	const rest = fields.filter((field) => !field.required && !isUsual(field));
	return [...required, ...usual, ...grouped('details', rest)];
}

/** The headings, as an operation lists them. */
export function groups(...names: readonly Group[]): InputFieldGroups {
	return names.map((key) => ({ key, label: GROUPS[key] }));
}
