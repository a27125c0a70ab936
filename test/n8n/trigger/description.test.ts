import { KardTrigger } from '../../../nodes/Kard/KardTrigger.node.js';
import { EVENTS } from '../../../shared';
import { choicesOf, entriesOf, shownWith } from '../support/walk';

const { description } = new KardTrigger();
const named = (name: string) => description.properties.filter((property) => property.name === name);

describe('the parameters of the trigger', () => {
	it.each(['kardApi', 'kardTokenApi'])('with %s each of them is shown, once', (authentication) => {
		const { names, values } = shownWith(description, { authentication });

		expect(names).toEqual(['authentication', 'events', 'simplify', 'options']);
		expect(Object.keys(values).sort()).toEqual(names.sort());
	});

	it('offer every event that Kard has by its label, none that it has retired, and take any other', () => {
		const [events, ...more] = named('events');
		const choices = (events ? choicesOf(events) : []).map(({ value, name }) => [value, name]);

		expect(more).toEqual([]);
		expect(events).toMatchObject({
			displayName: 'Events',
			type: 'multiOptions',
			allowArbitraryValues: true,
			default: [],
		});
		expect(Object.fromEntries(choices)).toEqual(EVENTS);
		expect(JSON.stringify(description)).not.toMatch(/validTransaction|failedTransaction|clawback/i);
	});

	it('are safe unless somebody says otherwise', () => {
		const options = named('options')
			.flatMap(entriesOf)
			.map(({ name, default: value }) => [name, value]);

		expect(Object.fromEntries(options)).toEqual({
			acceptRepeats: false,
			otherEvents: '',
			replaceExisting: false,
			skipRefused: false,
			verifySignature: true,
		});
	});
});
