/** Lua, because each of these must see and change a stream in one step. Redis runs a script without interruption. */

const HEAD = `
local function head(key)
  if redis.call('EXISTS', key) == 0 then return '0-0' end
  local info = redis.call('XINFO', 'STREAM', key)
  for i = 1, #info, 2 do
    if info[i] == 'last-generated-id' then return info[i + 1] end
  end
end`;

/**
 * Appends only to the very stream the caller knows. A stream that was wiped, lost its tail, or got entries from another
 * relay has another head, and is left alone. KEYS: stream, replay requests. ARGV: known head, then type and event, again
 * and again. Answers whether it appended, the head, who asked for a replay.
 */
export const APPEND = `${HEAD}
local last = head(KEYS[1])
if last ~= ARGV[1] then return { 0, last, {} } end
for i = 2, #ARGV, 2 do
  last = redis.call('XADD', KEYS[1], '*', 'type', ARGV[i], 'event', ARGV[i + 1])
end
return { 1, last, redis.call('SMEMBERS', KEYS[2]) }`;

/** Gives the stream a new head without an entry, if it still has the head that was seen. KEYS: stream. ARGV: seen, new. */
export const MOVE_HEAD = `${HEAD}
if head(KEYS[1]) ~= ARGV[1] then return 0 end
redis.pcall('XGROUP', 'CREATE', KEYS[1], 'opening', '0', 'MKSTREAM')
redis.call('XGROUP', 'DESTROY', KEYS[1], 'opening')
redis.call('XSETID', KEYS[1], ARGV[2])
return 1`;

/**
 * Makes the group at the stream's beginning, never at its end (lesson 20). A group made after entries were trimmed asks
 * for a replay: it was lost with the broker's memory, or it is new and wants the past. KEYS: stream, replay requests.
 * ARGV: group. Answers 1 when it made the group.
 */
export const JOIN = `
local made = redis.pcall('XGROUP', 'CREATE', KEYS[1], ARGV[1], '0', 'MKSTREAM')
if made['err'] then
  if string.find(made['err'], 'BUSYGROUP', 1, true) then return 0 end
  return made
end
local info, facts = redis.call('XINFO', 'STREAM', KEYS[1]), {}
for i = 1, #info, 2 do facts[info[i]] = info[i + 1] end
if facts['entries-added'] > facts['length'] then redis.call('SADD', KEYS[2], ARGV[1]) end
return 1`;

/**
 * Trims below what every group has acknowledged, never by length (lesson 21); with no group at all, what is older than
 * ARGV[1] milliseconds. KEYS: stream. Answers how many entries went.
 */
export const TRIM = `
local function older(a, b)
  local aMs, aSeq = string.match(a, '(%d+)-(%d+)')
  local bMs, bSeq = string.match(b, '(%d+)-(%d+)')
  if aMs ~= bMs then return tonumber(aMs) < tonumber(bMs) end
  return tonumber(aSeq) < tonumber(bSeq)
end
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local keep
for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
  local facts = {}
  for i = 1, #group, 2 do facts[group[i]] = group[i + 1] end
  local from = facts['last-delivered-id']
  if facts['pending'] > 0 then from = redis.call('XPENDING', KEYS[1], facts['name'])[2] end
  if not keep or older(from, keep) then keep = from end
end
if not keep then keep = string.format('%.0f-0', redis.call('TIME')[1] * 1000 - ARGV[1]) end
return redis.call('XTRIM', KEYS[1], 'MINID', '~', keep)`;

/**
 * Counts what a group was not given yet and what it has in hand. Redis's own `lag` is wrong after a restart, for good: its
 * journal keeps what was given, not how many that were (redis/redis#10569). So up to ARGV[2] entries are counted one by
 * one; for more, its estimate will do, or the length of the stream, which is too much rather than too little. KEYS: stream. ARGV: group, most to count. Answers 0 where there is no such group.
 */
export const LAG = `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
  local facts = {}
  for i = 1, #group, 2 do facts[group[i]] = group[i + 1] end
  if facts['name'] == ARGV[1] then
    local beyond = '(' .. facts['last-delivered-id']
    local waiting = #redis.call('XRANGE', KEYS[1], beyond, '+', 'COUNT', ARGV[2])
    if waiting == tonumber(ARGV[2]) then waiting = math.max(waiting, facts['lag'] or redis.call('XLEN', KEYS[1])) end
    return waiting + facts['pending']
  end
end
return 0`;
