/**
 * Each call is one script: its time and its writes cannot be torn apart. All keys have one hash tag, so that they lie on one node of a
 * cluster.
 */
const KEYS = `local beats, latest, epoch, listened, leader = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]`;

/**
 * The one clock is that of Redis: those of ingests and monitors may differ by minutes. It never goes back here, or runs that were just
 * heard would look silent. Back by more than a day, it was wrong before: everything known is thrown away, which is a new epoch.
 */
const NOW = `
local function now()
  local time = tonumber(ARGV[1])
  if not time then
    local told = redis.call('TIME')
    time = told[1] * 1000 + math.floor(told[2] / 1000)
  end
  local last = tonumber(redis.call('GET', latest) or '')
  if last and last > time then
    if last - time <= 86400000 then return last end
    redis.call('DEL', beats, epoch, listened, leader)
  end
  redis.call('SET', latest, string.format('%d', time))
  return time
end`;

const script = (body: string): { numberOfKeys: number; lua: string } => ({ numberOfKeys: 5, lua: `${KEYS}${NOW}\n${body}` });

/** ARGV: the time in milliseconds or '' for that of Redis, then what each script names. */
export const SCRIPTS = {
  /** ARGV[2]: the run. */
  heartbeatBeat: script(`redis.call('ZADD', beats, now(), ARGV[2])`),
  /** ARGV[2]: milliseconds of silence, ARGV[3]: at most so many. Answers member, score, member, score, … */
  heartbeatOverdue: script(`return redis.call('ZRANGEBYSCORE', beats, '-inf', now() - ARGV[2], 'WITHSCORES', 'LIMIT', 0, ARGV[3])`),
  heartbeatNow: script(`return string.format('%d', now())`),
  heartbeatListening: script(`redis.call('SET', listened, string.format('%d', now()))`),
  /** ARGV[2]: who, ARGV[3]: milliseconds. Answers 1 or 0. */
  heartbeatLead: script(`
local time = now()
local holder, until_ = unpack(redis.call('HMGET', leader, 'holder', 'until'))
if holder and holder ~= ARGV[2] and tonumber(until_) > time then return 0 end
redis.call('HSET', leader, 'holder', ARGV[2], 'until', string.format('%d', time + ARGV[3]))
return 1`),
  /** ARGV[2]: a new epoch, taken when there is none: the keys were lost. */
  heartbeatEpoch: script(`
redis.call('SET', epoch, ARGV[2], 'NX')
return redis.call('GET', epoch)`),
} as const;
