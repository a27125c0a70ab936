import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';

const open = new Set<Sandbox>();

afterAll(async () => {
	await Promise.all([...open].map((sandbox) => sandbox.close()));
	open.clear();
});

/** Starts a sandbox that stops by itself after the tests of the file; for tests that need no client of ours. */
export async function openSandbox(options?: SandboxOptions): Promise<Sandbox> {
	const sandbox = await startSandbox(options);
	open.add(sandbox);
	return sandbox;
}
