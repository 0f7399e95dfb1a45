// One test with a world of its own. Others may run at the same time: no world sees another.
import assert from 'node:assert/strict';

const emulator = process.env.EMULATOR_URL ?? 'http://localhost:8080';

async function control(method, path, body) {
  const answer = await fetch(emulator + path, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}

// 1. A world of its own, here with the documented examples in it.
const created = await control('POST', '/_emulator/worlds', { world: 'sample', expiresAfter: 'PT1H' });
const world = created.links.self;
try {
  // 2. The client under test needs the base address and this header, nothing else.
  const targets = () =>
    fetch(`${emulator}/v3/users/565039506/enrolledTargets`, { headers: { Authorization: created.authorization } });
  const count = async () => (await (await targets()).json()).data.length;
  assert.ok((await count()) > 0, 'targets are active');

  // 3. Travel: every target of the sample has ended by then.
  await control('PUT', `${world}/clock`, { mode: 'frozen', at: '2100-01-01T00:00:00Z' });
  assert.equal(await count(), 0, 'no target is active in 2100');

  // 4. Fail: the next request is one too many, the one after it is served.
  await control('PUT', `${world}/faults`, {
    rules: [{ match: { operation: 'getEnrolledTargets' }, effect: { status: 429 }, times: { first: 1 } }],
  });
  const refused = await targets();
  assert.equal(refused.status, 429);
  assert.ok(refused.headers.has('Retry-After'));
  assert.equal(await count(), 0, 'the second attempt is served');

  // 5. What the client really sent.
  await control('POST', `${world}/requests/verify`, { match: { operation: 'getEnrolledTargets' }, count: 4 });
  await control('POST', `${world}/requests/verify`, { sequence: [{ status: 429 }, { status: 200 }] });
} finally {
  // 6. Away with it. If this never runs, the world goes by itself after an hour without use.
  await control('DELETE', world);
}

console.log('The world was created, travelled, failed, told what it saw, and is gone.');
