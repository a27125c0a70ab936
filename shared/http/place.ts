import { ENVIRONMENTS } from './url';

const ENVIRONMENT_NAMES: ReadonlyMap<string, string> = new Map([
	[ENVIRONMENTS.production, 'Production'],
	[ENVIRONMENTS.sandbox, 'Sandbox'],
]);

/** The environment of Kard that an address belongs to, by its name; undefined for any other address. */
function environmentAt(url: string): string | undefined {
	return ENVIRONMENT_NAMES.get(new URL(url).origin);
}

/** Who answers at an address, as the subject of a sentence: `Kard (Sandbox)`, `Kard (gateway.example.com)`. */
export function kardAt(url: string): string {
	return `Kard (${environmentAt(url) ?? new URL(url).host})`;
}

/**
 * What to do where somebody may have credentials for another environment.
 * @param theyAre the credentials, as a sentence begins with them: `they are`, `it is`
 */
export function otherEnvironment(url: string, theyAre: 'they are' | 'it is'): string {
	const here = environmentAt(url);
	const others = [...ENVIRONMENT_NAMES.values()].filter((name) => name !== here);
	return here === undefined
		? `If ${theyAre} for another environment, choose that one or mend the Base URL.`
		: `If ${theyAre} for ${others.join(' or ')}, choose that environment.`;
}

/** Whether an address belongs to none of Kard's environments, so that somebody else may answer there. */
export function isForeign(url: string): boolean {
	return environmentAt(url) === undefined;
}

/**
 * Says that an address is not the one of Kard's API.
 * @param what what was found there, with the status: `a web page or another text (404)`
 */
export function wrongAddress(url: string, what: string): string {
	return (
		`There is no Kard API at ${new URL(url).host}: it answered with ${what}. ` +
		'Check the Base URL, and the Token URL if you gave one.'
	);
}
