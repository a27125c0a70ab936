/* eslint-disable @n8n/community-nodes/no-restricted-globals -- does not ship in the n8n package */
/** Outside of a test Zapier's core prints its use of memory for each run. It looks at this when it is loaded. */
process.env.NODE_ENV ??= 'test';
