import { nounOf, type AnyOperation, type Step } from '../../shared/host';

/** What an action is called, and what people read of it. */
interface Words {
	readonly key: string;
	readonly noun: string;
	readonly display: { readonly label: string; readonly description: string };
}

function words({ key, label, sentence }: Step, operation: AnyOperation, usualLabel: string): Words {
	return { key, noun: nounOf(operation), display: { label: label ?? usualLabel, description: sentence } };
}

/** The words of an action on one thing: `Create User`. */
export function wordsOfOne(operation: AnyOperation, step: Step): Words {
	return words(step, operation, `${operation.title} ${operation.resource.title}`);
}

/** The words of an action on many: `Create Users`. */
export function wordsOfMany(operation: AnyOperation, step: Step): Words {
	return words(step, operation, `${operation.title} ${operation.resource.title}s`);
}
