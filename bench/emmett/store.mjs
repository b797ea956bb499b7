// node store.mjs URL FILE CALLERS EVENTS: what emmett stores, one event per append.
// A connection for each caller, the JSON of the file as the data of each event.
import { readFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { getPostgreSQLEventStore } from "@event-driven-io/emmett-postgresql";
import pg from "pg";

const [url, file, crowd, amount] = process.argv.slice(2);
const callers = Number(crowd);
const each = Math.floor(Number(amount) / callers);
const data = JSON.parse(readFileSync(file, "utf8"));

const pool = new pg.Pool({ connectionString: url, max: callers });
const store = getPostgreSQLEventStore(url, { connectionOptions: { pool } });
await store.schema.migrate();
await Promise.all(Array.from({ length: callers }, () => pool.query("SELECT 1")));

const caller = async () => {
  const stream = `claims-${randomUUID()}`;
  for (let version = 0; version < each; version += 1) {
    await store.appendToStream(stream, [{ type: "ClaimRecorded", data }], {
      expectedStreamVersion: version === 0 ? "STREAM_DOES_NOT_EXIST" : BigInt(version),
    });
  }
};

const begun = performance.now();
await Promise.all(Array.from({ length: callers }, caller));
const seconds = (performance.now() - begun) / 1000;

const { rows } = await pool.query("SELECT count(*)::int AS n FROM emt_messages");
if (rows[0].n !== callers * each) throw new Error(`${callers * each} sent, ${rows[0].n} stored`);
console.log((callers * each) / seconds);
await store.close();
await pool.end().catch(() => {});
