import {
	NodeHelpers,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyOptions,
	type INodeTypeDescription,
} from 'n8n-workflow';

/** A parameter and the names of those it stands in, the outermost first. */
interface Placed {
	readonly path: string;
	readonly property: INodeProperties;
}

type Entry = NonNullable<INodeProperties['options']>[number];

function isChoice(entry: Entry): entry is INodePropertyOptions {
	return 'value' in entry;
}

function isProperty(entry: Entry): entry is INodeProperties {
	return 'type' in entry;
}

/** The choices of a parameter, where it has any. */
export function choicesIn({ options = [] }: INodeProperties): INodePropertyOptions[] {
	return options.filter(isChoice);
}

/** The parameters inside a collection. */
export function entriesIn({ options = [] }: INodeProperties): INodeProperties[] {
	return options.filter(isProperty);
}

/** Every parameter, also those inside collections. */
export function allProperties(properties: readonly INodeProperties[], above = ''): Placed[] {
	return properties.flatMap((property) => {
		const shownFor = Object.values(property.displayOptions?.show ?? {})
			.flat()
			.map(String);
		const path = [above, ...shownFor, property.name].filter((part) => part !== '').join(' › ');
		return [{ path, property }, ...allProperties(entriesIn(property), path)];
	});
}

/** What n8n's form looks like. */
interface Shown {
	/** The names of the parameters that are shown, from top to bottom. */
	readonly names: string[];
	/** What they hold, with what a person left alone filled in. */
	readonly values: INodeParameters;
}

/** The form of a node when some of its parameters are set. */
export function shownWith(node: INodeTypeDescription, given: INodeParameters): Shown {
	const { properties } = node;
	const values = NodeHelpers.getNodeParameters(properties, given, true, false, null, node) ?? {};
	const shown = properties.filter((property) => NodeHelpers.displayParameter(values, property, null, node));
	return { names: shown.map(({ name }) => name), values };
}

const ALWAYS_CAPITALS = ['ID', 'URL', 'ZIP', 'BIN', 'MCC', 'PAN', 'JSON', 'API', 'HTTP'];
const SMALL_WORDS = 'a an and as at but by for from in into of on or the to with'.split(' ');

/** What n8n would write otherwise in a label; nothing where it is as n8n wants it. */
export function titleCaseFaults(title: string): string[] {
	const words = title.split(/[\s/]+/);
	return words.flatMap((word, place) => {
		const letters = word.replace(/[^\p{L}]/gu, '');
		if (letters === '') return [];
		const capitals = ALWAYS_CAPITALS.find((one) => one.toLowerCase() === letters.toLowerCase());
		if (capitals !== undefined) return letters === capitals ? [] : [`${word} should be ${capitals}`];
		const isInside = place > 0 && place < words.length - 1 && words[place - 1]?.endsWith(',') === false;
		const isSmall = SMALL_WORDS.includes(letters.toLowerCase()) && isInside;
		const wanted = isSmall ? /^\p{Ll}/u : /^\p{Lu}/u;
		return wanted.test(letters) ? [] : [`${word} has the wrong case`];
	});
}

/** What is wrong with a description: one sentence stands without a full stop, several stand with one. */
export function sentenceFaults(description: string): string[] {
	const inner = description.replace(/\be\.g\.\s/g, '').replace(/[.!?]$/, '');
	const isSeveral = /[.!?]\s+\p{Lu}/u.test(inner);
	const ends = description.endsWith('.');
	return [
		...(/^[\p{Lu}\d]/u.test(description) ? [] : ['does not begin with a capital letter']),
		...(isSeveral && !ends ? ['has several sentences and no full stop'] : []),
		...(!isSeveral && ends ? ['has one sentence and a full stop'] : []),
		...(/\s\s|^\s|\s$/.test(description) ? ['has stray spaces'] : []),
	];
}
