import { parseArgs } from 'node:util';
import { ODDITIES, type Oddity, ODDITY_NAMES, type OdditySettings } from './oddities/kinds';
import type { SandboxOptions } from './options';
import { readingIn, USUAL_READINGS, withReadings } from './readings/choose';
import { readingsText } from './readings/helpText';
import type { Readings } from './readings/table';

const USUAL_PORT = 4_010;

/** What `--help` says. */
export const HELP = `Serves Kard's API on 127.0.0.1, with invented offers and nothing kept on disk.

  npm run sandbox -- [options]

  --port <number>           where to listen (default ${String(USUAL_PORT)}; 0 for any free port)
  --token-ttl <seconds>     how long a token is good for (default 3600)
  --latency <ms>            how long every request waits (default 0)
  --quota <number>          requests a minute, where the quota is told (default 1000; see quotaHeaders)
  --reading <name>=<value>  reads what Kard leaves open in this way; may be given several times
  --odd <kind>,<kind>       makes answers odd, but not wrong
  --odd-seed <number>       another seed makes them odd in another way (default 1)
  --help                    this text

Readings, the usual one of each question with an asterisk:

${readingsText()}

Kinds of oddity:

${Object.entries(ODDITIES)
	.map(([kind, meaning]) => `  ${kind.padEnd(20)}${meaning}`)
	.join('\n')}

Subscriptions get signed notifications of what becomes of transactions and audits, tried three times.

Faults, state and records are under /__control: POST and DELETE /faults, POST /reset, POST /expire-tokens,
GET /state, GET /requests, GET and POST /readings ({"subscriptions": "one"}), POST /oddities ({"kinds": ["nulls"],
where you like with seed and routes}). GET /notifications lists the notifications that were sent, and
POST /notifications sends one: {"eventName": "earnedRewardSettled"}, where you like with attributes, relationships,
id, webhookUrl, signature (valid, wrong or none), times, body, signedBody and retries. Any name of an event is sent,
a retired one too. It answers when all is delivered.
`;

/** What the command line asks for. */
export interface CliSettings extends SandboxOptions {
	readonly port: number;
	readonly readings: Readings;
	readonly oddities: OdditySettings;
}

/**
 * Reads the command line.
 * @param args its words, those of this process unless given
 * @throws Error which says what cannot be understood
 */
export function readCliSettings(args?: string[]): CliSettings | 'help' {
	const { values } = parseArgs({
		...(args === undefined ? {} : { args }),
		options: {
			port: { type: 'string' },
			'token-ttl': { type: 'string' },
			latency: { type: 'string' },
			quota: { type: 'string' },
			reading: { type: 'string', multiple: true },
			odd: { type: 'string' },
			'odd-seed': { type: 'string' },
			help: { type: 'boolean', short: 'h' },
		},
	});
	if (values.help === true) return 'help';
	const readings = (values.reading ?? []).map(readingIn);
	return {
		port: wholeNumber('port', values.port, USUAL_PORT, 65_535),
		tokenTtlSeconds: wholeNumber('token-ttl', values['token-ttl'], 3_600, 31_536_000),
		latencyMs: wholeNumber('latency', values.latency, 0, 600_000),
		quotaPerMinute: wholeNumber('quota', values.quota, 1_000, 1_000_000),
		readings: readings.reduce<Readings>(withReadings, USUAL_READINGS),
		oddities: {
			kinds: (values.odd ?? '').split(',').filter(Boolean).map(oddity),
			seed: wholeNumber('odd-seed', values['odd-seed'], 1, 999_999_999),
		},
	};
}

function oddity(text: string): Oddity {
	const kind = ODDITY_NAMES.find((candidate) => candidate === text.trim());
	if (kind !== undefined) return kind;
	throw new Error(`--odd must be one or more of ${ODDITY_NAMES.join(', ')}, with commas, not ${text}.`);
}

function wholeNumber(name: string, text: string | undefined, usual: number, most: number): number {
	if (text === undefined) return usual;
	const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
	if (number <= most) return number;
	throw new Error(`--${name} must be a whole number from 0 to ${String(most)}, not ${text}.`);
}
