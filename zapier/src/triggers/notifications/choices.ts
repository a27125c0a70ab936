/* eslint-disable @n8n/community-nodes/no-restricted-imports -- does not ship in the n8n package */
import type { Bundle, PlainInputField } from 'zapier-platform-core';
import { z } from 'zod/v4';
import {
	columnsOf,
	EVENTS,
	KardValidationError,
	listening,
	type EventName,
	type ListeningField,
} from '../../../../shared/index';
import { inputField, textOf } from '../../fields/inputField';
import type { Family } from './families';

/** How a person says that every event of a family is wanted. */
const ALL = 'all';

const SWITCHES: readonly ListeningField[] = ['replaceExisting', 'acceptRepeats'];

/** What a person chose of a trigger. */
export interface Choices {
	readonly events: readonly EventName[];
	readonly replaceExisting: boolean;
	readonly acceptRepeats: boolean;
}

function fieldsOf(names: readonly ListeningField[], more: Partial<PlainInputField>): PlainInputField[] {
	const columns = columnsOf(listening).filter(({ key }) => names.some((name) => name === key));
	return columns.map((column) => inputField(column, { required: false, ...more }));
}

function eventField({ events }: Family): PlainInputField[] {
	if (events.length === 1) return [];
	const titles = Object.fromEntries(events.map((name) => [name, EVENTS[name]]));
	return fieldsOf(['events'], {
		list: false,
		choices: { ...titles, [ALL]: 'All of These' },
		default: events[0],
	});
}

/**
 * The fields of a trigger. Whether signatures are verified is none of them: on Zapier anybody could reach a Zap whose
 * address got about, and nothing but the signature would be left to tell.
 */
export function choiceFields(family: Family): PlainInputField[] {
	return [...eventField(family), ...fieldsOf(SWITCHES, {})];
}

function chosenEvents({ events }: Family, given: unknown): readonly EventName[] {
	const name = events.length === 1 ? '' : textOf(given);
	if (name === '') return [events[0]];
	if (name === ALL) return events;
	const event = events.find((one) => one === name);
	if (event !== undefined) return [event];
	const message = 'has a value that it cannot have. Choose another one.';
	const [field] = fieldsOf(['events'], {});
	throw new KardValidationError(`${field?.label ?? ''}: ${message}`, [{ path: 'events', message }]);
}

/** Whatever is not plainly on is off, as it usually is. */
const isOn = z.union([z.boolean(), z.stringbool()]).catch(false);

/**
 * Reads what a person chose.
 * @throws KardValidationError for an event that is not one of the family
 */
export function choicesOf(family: Family, { inputData }: Bundle): Choices {
	return {
		events: chosenEvents(family, inputData.events),
		replaceExisting: isOn.parse(inputData.replaceExisting),
		acceptRepeats: isOn.parse(inputData.acceptRepeats),
	};
}
