import type { TokenStore } from '../access/tokens';
import type { Notifier } from '../delivery/notifier';
import type { Readings } from '../readings/table';
import type { State } from '../state/state';

/** How the sandbox goes about what it does by itself. */
interface ProcessingSettings {
	/** How long an audit stays open, in milliseconds. */
	readonly auditDurationMs: number;
}

/** Everything that handlers work on. */
export interface SandboxContext {
	readonly state: State;
	readonly tokens: TokenStore;
	readonly notifications: Notifier;
	readonly settings: ProcessingSettings;
	/** How to read what Kard leaves open, at this moment. */
	readonly readings: Readings;
	/** The time now, in milliseconds since 1970. */
	readonly now: () => number;
}
