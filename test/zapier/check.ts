/**
 * The app in the hands of Zapier's own command-line tool, offline: it is validated and built, and then connected to a
 * sandbox, where every action is run once: what writes and looks up, what the editor shows of each trigger, and that
 * a trigger which Kard starts does nothing when nobody has sent anything. `npm run check:zapier`.
 */
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import isMatch from 'lodash/isMatch';
import { startSandbox, type Sandbox } from '../../sandbox';
import { EVENTS, isEventName, KardClient } from '../../shared/host';
import { axiosTransport } from '../../shared/axios';
import { failOn, runChecklist, type Check } from '../package/checklist';
import { startListener } from '../support/webhookListener';
import { person } from '../support/person';
import { purchase } from '../support/purchase';
import { AppUnderTool } from './cli/app';
import { copyApp } from './cli/appCopy';
import { findTool } from './cli/command';
import { invocations, type Invocation } from './cli/invocations';
import { zipEntries } from './cli/zipEntries';
import { EXAMPLES } from './exampleInputs';
import { AppInCore } from './inCore';

const REPOSITORY = resolve(__dirname, '../..');
/** What describes the app, and the app with all that is bundled into it. */
const [DESCRIPTION, STEPS] = ['dist/index.js', 'dist/steps.js'];
const MOST_BYTES = 500_000;
const MUST_NOT_BE_BUILT_IN = /(^|\/)(shared|src|test|sandbox)\/[^/]+\.ts$|(^|\/)\.env$|axios/;

async function validate(app: AppUnderTool): Promise<string> {
	const { stdout } = await app.validate();
	failOn(stdout.includes('This project is structurally sound!') ? [] : [stdout]);
	return 'no errors';
}

async function build(app: AppUnderTool, folder: string): Promise<string> {
	await app.build();
	const zip = await readFile(join(folder, 'build/build.zip'));
	const entries = zipEntries(zip);
	const built = [DESCRIPTION, STEPS].map((name) => ({
		name,
		bytes: entries.find((entry) => entry.name === name)?.size ?? 0,
	}));
	const bytes = built.reduce((sum, one) => sum + one.bytes, 0);
	failOn([
		...built.filter((one) => one.bytes === 0).map(({ name }) => `${name} is not in the zip`),
		...(bytes > MOST_BYTES ? [`${bytes} bytes were built, which is more than ${MOST_BYTES}`] : []),
		...entries
			.filter(({ name }) => MUST_NOT_BE_BUILT_IN.test(name))
			.map(({ name }) => `${name} is in the zip`),
	]);
	const kilobytes = (bytes: number) => `${(bytes / 1_000).toFixed(1)} kB`;
	return `build.zip ${kilobytes(zip.length)}, ${entries.length} files; built ${kilobytes(bytes)}`;
}

/** The data of an app, with its functions by the number of their parameters. */
function dataOf(app: unknown): string {
	return JSON.stringify(app, (_, value: unknown) =>
		typeof value === 'function' ? `function of ${value.length} parameters` : value,
	);
}

/** Compares what was built with what the sources say, and looks at what Zapier loads of it at once. */
async function compareDescription(copy: string, app: AppInCore['app']): Promise<string> {
	const folder = await realpath(copy);
	const load = createRequire(__filename);
	const described = dataOf(load(folder));
	const loaded = Object.keys(load.cache).filter((path) => path.startsWith(folder));
	const expected = ['index.js', DESCRIPTION].map((name) => join(folder, name));
	failOn([
		...(described === dataOf(app) ? [] : ['it is not what the sources say']),
		...loaded.filter((path) => !expected.includes(path)).map((path) => `${path} is loaded as well`),
	]);
	return `${described.length} characters, nothing else is loaded`;
}

async function connect(app: AppUnderTool, sandbox: Sandbox): Promise<string> {
	const { baseUrl, organizationId, clientId, clientSecret, webhookKey } = sandbox;
	const environment = 'custom';
	const before = sandbox.tokensIssued;
	await app.connect({ environment, baseUrl, organizationId, clientId, clientSecret, webhookKey });
	const tokens = sandbox.tokensIssued - before;
	failOn(tokens === 1 ? [] : [`${tokens} tokens were given out instead of 1`]);
	return '1 token';
}

function firstOf(output: unknown): object {
	const first: unknown = Array.isArray(output) ? output[0] : output;
	return typeof first === 'object' && first !== null ? first : {};
}

function shortened(output: unknown): string {
	const count = Array.isArray(output) ? `${output.length} results, the first ` : '';
	const text = JSON.stringify(firstOf(output));
	return count + (text.length > 150 ? `${text.slice(0, 150)}…` : text);
}

function invocation(app: AppUnderTool, { kind, key, inputs, faultsOf }: Invocation): Check {
	const invoke = () => (kind === 'list' ? app.list(key, inputs) : app.invoke(kind, key, inputs));
	const run = async (): Promise<string> => {
		const output = await invoke();
		failOn(faultsOf(firstOf(output)));
		return shortened(output);
	};
	return { name: `invoke ${kind} ${key}`, run };
}

async function testConnection(app: AppUnderTool): Promise<string> {
	const output = await app.testConnection();
	const isRight = isMatch(firstOf(output), { name: 'SANDBOX', environment: 'Custom URL' });
	failOn(isRight ? [] : [`it gave ${shortened(output)}`]);
	return shortened(output);
}

/** What nobody has sent cannot be signed. */
async function refuseNothing(app: AppUnderTool): Promise<string> {
	const refusal = 'A delivery was refused: its signature is missing or does not fit.';
	const [message] = await app.invoke('trigger', 'reward_earned').then(
		(output) => [`it handed over ${JSON.stringify(output)}`],
		(error: unknown) => [error instanceof Error ? error.message : 'something unexpected was thrown'],
	);
	failOn(message?.includes(refusal) ? [] : [message ?? '']);
	return refusal;
}

function checksOf(
	app: AppUnderTool,
	folder: string,
	sandbox: Sandbox,
	actions: readonly Invocation[],
	inCore: AppInCore,
): Check[] {
	return [
		{ name: 'validate', run: () => validate(app) },
		{ name: 'build', run: () => build(app, folder) },
		{ name: 'description', run: () => compareDescription(folder, inCore.app) },
		{ name: 'invoke auth start', run: () => connect(app, sandbox) },
		{ name: 'invoke auth test', run: () => testConnection(app) },
		{ name: 'invoke auth label', run: () => app.connectionLabel() },
		...actions.map((one) => invocation(app, one)),
		{ name: 'invoke trigger reward_earned without a delivery', run: () => refuseNothing(app) },
	];
}

/** Has the sandbox know what the examples speak of, with a notification of each event to show and to replay. */
async function prepare(sandbox: Sandbox, webhookUrl: string): Promise<void> {
	const { userId, transactionId, notificationId } = EXAMPLES;
	const client = new KardClient({ ...sandbox, auth: sandbox, transport: axiosTransport() });
	await client.users.create([person({ id: userId })]);
	await client.transactions.submit([
		purchase({ userId, transactionId, settledDate: new Date(Date.now() - 7 * 86_400_000).toISOString() }),
	]);
	const eventNames = Object.keys(EVENTS).filter(isEventName);
	for (const eventName of eventNames) {
		await client.subscriptions.create({ eventName, webhookUrl, enabled: true });
		const isExample = eventName === 'auditUpdate';
		await sandbox.notifications.send({ eventName, id: isExample ? notificationId : `${eventName}-1` });
	}
}

async function main(): Promise<void> {
	const workDir = await mkdtemp(join(tmpdir(), 'check-zapier-'));
	const sandbox = await startSandbox();
	const listener = await startListener();
	try {
		await prepare(sandbox, listener.url);
		const inCore = new AppInCore(sandbox);
		await inCore.connect();
		const actions = await invocations(inCore);
		const tool = await findTool();
		const folder = await copyApp(REPOSITORY, workDir);
		const app = new AppUnderTool(tool, folder, join(workDir, 'home'), join(REPOSITORY, 'node_modules/.bin'));
		const checks = checksOf(app, folder, sandbox, actions, inCore);
		const { failed } = await runChecklist(checks);
		process.stdout.write(`${checks.length - failed} passed, ${failed} failed\n`);
		if (failed > 0) process.exitCode = 1;
	} finally {
		await sandbox.close();
		await listener.close();
		await rm(workDir, { recursive: true, force: true });
	}
}

void main();
