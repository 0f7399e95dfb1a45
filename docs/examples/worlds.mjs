// A test with a world of its own. Other tests may run at the same time: no world sees another.
import assert from 'node:assert/strict';

const emulator = process.env.EMULATOR_URL ?? 'http://localhost:8080';

// Controls need the key if the emulator runs in another container.
const key = process.env.EMULATOR_KEY ? { 'X-Emulator-Key': process.env.EMULATOR_KEY } : {};

async function control(method, path, body) {
  const answer = await fetch(emulator + path, {
    method,
    headers: body === undefined ? key : { ...key, 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}

// 1. Create a world, here with the documented examples.
const created = await control('POST', '/_emulator/worlds', { world: 'sample', expiresAfter: 'PT1H' });
const world = created.links.self;
try {
  // 2. The client under test needs the address and this header, nothing else.
  const targets = () =>
    fetch(`${emulator}/v3/users/565039506/enrolledTargets`, { headers: { Authorization: created.authorization } });
  const count = async () => (await (await targets()).json()).data.length;
  assert.ok((await count()) > 0, 'targets are active');

  // 3. Travel in time: every target of the sample has ended by 2100.
  await control('PUT', `${world}/clock`, { mode: 'frozen', at: '2100-01-01T00:00:00Z' });
  assert.equal(await count(), 0, 'no target is active in 2100');

  // 4. Fail on purpose: the next request exceeds the rate limit, the one after it succeeds.
  await control('PUT', `${world}/faults`, {
    rules: [{ match: { operation: 'getEnrolledTargets' }, effect: { status: 429 }, times: { first: 1 } }],
  });
  const refused = await targets();
  assert.equal(refused.status, 429);
  assert.ok(refused.headers.has('Retry-After'));
  assert.equal(await count(), 0, 'the second attempt succeeds');

  // 5. Verify what the client really sent.
  await control('POST', `${world}/requests/verify`, { match: { operation: 'getEnrolledTargets' }, count: 4 });
  await control('POST', `${world}/requests/verify`, { sequence: [{ status: 429 }, { status: 200 }] });
} finally {
  // 6. Delete the world. If this never runs, the world expires after an hour without use.
  await control('DELETE', world);
}

console.log('Done: created a world, travelled in time, failed on purpose, verified the requests, deleted the world.');
