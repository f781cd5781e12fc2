import { metadataRequest, topicIdIn } from './topic-id';

/** An answer of Metadata version 12, as the protocol describes it: two brokers, one of them in a rack, and one topic. */
function answer(errorCode: number, id: Buffer): Buffer {
  const text = (value: string): Buffer => Buffer.concat([Buffer.from([value.length + 1]), Buffer.from(value)]);
  const int32 = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32BE(value);
    return bytes;
  };
  const none = Buffer.from([0]);
  const noRack = Buffer.from([0]);
  const broker = (rack: Buffer): Buffer => Buffer.concat([int32(1), text('kafka.example'), int32(9092), rack, none]);
  return Buffer.concat([
    Buffer.from([1, 5, 3, 9, 9, 9]),
    int32(0),
    Buffer.from([3]),
    broker(noRack),
    broker(text('a')),
    text('cluster'),
    int32(1),
    Buffer.from([2]),
    Buffer.from([0, errorCode]),
    text('run-events'),
    id,
    Buffer.from([0, 1]),
  ]);
}

describe('the id of a topic', () => {
  const id = Buffer.from(Array.from({ length: 16 }, (_, at) => at + 1));

  it('is found behind brokers, racks and tagged fields', () => {
    expect(topicIdIn(answer(0, id))).toBe(id.toString('base64url'));
  });

  it('is unknown for a topic that does not exist and for a broker that has none', () => {
    expect(topicIdIn(answer(3, id))).toBeNull();
    expect(topicIdIn(answer(0, Buffer.alloc(16)))).toBeNull();
  });

  it('is not guessed from half an answer', () => {
    expect(() => topicIdIn(answer(0, id).subarray(0, 70))).toThrow('too short');
  });

  it('is asked for by name', () => {
    const name = 'x'.repeat(200);
    const request = metadataRequest(name);
    expect(request.subarray(0, 2)).toEqual(Buffer.from([0, 2]));
    expect(request.subarray(18, 20)).toEqual(Buffer.from([0xc9, 0x01]));
    expect(String(request.subarray(20, 220))).toBe(name);
    expect(request.subarray(220)).toEqual(Buffer.from([0, 0, 0, 0]));
  });
});
