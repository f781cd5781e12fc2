import Encoder from 'kafkajs/src/protocol/encoder';
import type { Broker } from './cluster';

const METADATA = 3;
/** The first that may be asked by name on every broker of Kafka 3 and 4 and answers with ids. */
const VERSION = 12;

/**
 * The id that Kafka gave the topic when it was created: another one after it was deleted and created again under its name. Null when the
 * topic does not exist or the broker knows no ids. kafkajs stops at version 6 of this request.
 */
export async function topicIdOf(broker: Broker, topic: string): Promise<string | null> {
  const spoken = broker.versions?.[METADATA];
  if (spoken === undefined || spoken.maxVersion < VERSION) return null;
  return broker.connectionPool.send<string | null>({
    request: {
      apiKey: METADATA,
      apiVersion: VERSION,
      apiName: 'Metadata',
      encode: async () => new Encoder().writeBuffer(metadataRequest(topic)),
    },
    response: { decode: async (bytes) => topicIdIn(bytes), parse: async (id) => id },
  });
}

/** Begins with the empty tagged fields of the request's header, which kafkajs does not write. */
export function metadataRequest(topic: string): Buffer {
  const name = Buffer.from(topic);
  const noTags = 0;
  const anyId = Buffer.alloc(16);
  const no = 0;
  return Buffer.concat([
    Buffer.from([noTags]),
    unsignedVarint(1 + 1),
    anyId,
    unsignedVarint(name.length + 1),
    name,
    Buffer.from([noTags]),
    Buffer.from([no, no, noTags]),
  ]);
}

/** From an answer that is about one topic. Begins with the tagged fields of the response's header. */
export function topicIdIn(bytes: Buffer): string | null {
  const read = new CompactReader(bytes);
  read.tags();
  read.skip(4);
  for (let brokers = read.length(); brokers > 0; brokers -= 1) {
    read.skip(4);
    read.text();
    read.skip(4);
    read.text();
    read.tags();
  }
  read.text();
  read.skip(4);
  if (read.length() < 1) return null;
  const errorCode = read.int16();
  read.text();
  const id = read.bytes(16);
  return errorCode === 0 && !id.equals(Buffer.alloc(16)) ? id.toString('base64url') : null;
}

function unsignedVarint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
}

/** The compact encodings of Kafka's flexible versions: lengths are varints, one more than they say, 0 for null. */
class CompactReader {
  private at = 0;

  constructor(private readonly source: Buffer) {}

  bytes(count: number): Buffer {
    const end = this.at + count;
    if (end > this.source.length) throw new Error('The answer about the topic is too short');
    const found = this.source.subarray(this.at, end);
    this.at = end;
    return found;
  }

  skip(count: number): void {
    this.bytes(count);
  }

  int16(): number {
    return this.bytes(2).readInt16BE();
  }

  /** Of an array or a text; null counts as nothing. */
  length(): number {
    return Math.max(0, this.varint() - 1);
  }

  text(): void {
    this.skip(this.length());
  }

  tags(): void {
    for (let count = this.varint(); count > 0; count -= 1) {
      this.varint();
      this.skip(this.varint());
    }
  }

  private varint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes(1)[0] ?? 0;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }
}
