import http from 'node:http';
import https from 'node:https';

/**
 * Zapier's core puts a logger of its own around the `request` of Node's HTTP modules, which are the same for every
 * test file of a process. Each file of these tests gives them back as they were.
 */
for (const module of [http, https]) {
	const { request } = module;
	afterAll(() => {
		Object.assign(module, { request });
		Reflect.deleteProperty(module, 'patchedByZapier');
	});
}
