import type { Bundle, PlainInputField } from 'zapier-platform-core';
import {
	columnsOf,
	EVENTS,
	KardValidationError,
	listening,
	namedEvents,
	type ListeningField,
} from '../../../../shared/host';
import { inputField, textOf } from '../../fields/inputField';
import type { Family } from './families';

/** How a person says that every event of a family is wanted. */
const ALL = 'all';

const SWITCHES: readonly ListeningField[] = ['replaceExisting', 'acceptRepeats'];
const SEVERAL_SWITCHES: readonly ListeningField[] = ['skipRefused', ...SWITCHES];

/** What a person chose of a trigger. */
interface Choices {
	readonly events: readonly string[];
	readonly replaceExisting: boolean;
	readonly skipRefused: boolean;
	readonly acceptRepeats: boolean;
}

/** What a person fills in for a trigger, and how it is read. */
export interface TriggerInput {
	/**
	 * The fields. Whether signatures are verified is none of them: on Zapier anybody could reach a Zap whose address got
	 * about, and nothing but the signature would be left to tell.
	 */
	readonly fields: PlainInputField[];
	/** @throws KardValidationError for what cannot be chosen */
	read(bundle: Bundle): Choices;
}

function fieldsOf(names: readonly ListeningField[], more: Partial<PlainInputField>): PlainInputField[] {
	const columns = columnsOf(listening).filter(({ key }) => names.some((name) => name === key));
	return columns.map((column) => inputField(column, { required: false, ...more }));
}

/** Whatever is not plainly on is off, as it usually is. */
function isOn(value: unknown): boolean {
	return value === true || (typeof value === 'string' && /^(true|yes|on|1)$/i.test(value.trim()));
}

function switchesIn({ inputData }: Bundle): Omit<Choices, 'events'> {
	return {
		replaceExisting: isOn(inputData.replaceExisting),
		skipRefused: isOn(inputData.skipRefused),
		acceptRepeats: isOn(inputData.acceptRepeats),
	};
}

function refuse(key: ListeningField, message: string): never {
	const [field] = fieldsOf([key], {});
	throw new KardValidationError(`${field?.label ?? ''}: ${message}`, [{ path: key, message }]);
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

function chosenEvents({ events }: Family, given: unknown): readonly string[] {
	const name = events.length === 1 ? '' : textOf(given);
	if (name === '') return [events[0]];
	if (name === ALL) return events;
	const event = events.find((one) => one === name);
	return event === undefined
		? refuse('events', 'has a value that it cannot have. Choose another one.')
		: [event];
}

/** The choice among the events of a family. */
export function familyInput(family: Family): TriggerInput {
	return {
		fields: [
			...eventField(family),
			...fieldsOf(family.events.length === 1 ? SWITCHES : SEVERAL_SWITCHES, {}),
		],
		read: (bundle) => ({
			events: chosenEvents(family, bundle.inputData.events),
			...switchesIn(bundle),
		}),
	};
}

/** The choice of any events, by their names. */
export const namedEventsInput: TriggerInput = {
	fields: [...fieldsOf(['otherEvents'], { required: true }), ...fieldsOf(SEVERAL_SWITCHES, {})],
	read: (bundle) => {
		const events = namedEvents(textOf(bundle.inputData.otherEvents));
		if (events.length === 0) refuse('otherEvents', 'is empty. Write the name of an event as Kard has it.');
		return { events, ...switchesIn(bundle) };
	},
};
