import { EMPTY_TTL_SECONDS, MAX_LINES, MAX_QUANTITY } from '../domain/cart.ts';

/**
 * A cart is one hash: the fields below, and one field per product, `<place in the cart>:<quantity>`. Rules run inside
 * Redis, so that a change is one call that nobody interleaves with (lesson 39). A script answers the whole hash, or why not.
 */
export const FIELDS = ['owner', 'location', 'ttl', 'version', 'parkedAt', 'label', 'expiresAt'] as const;

// KEYS: the cart. ARGV: owner ('' a stranger), location ('*' any), now in ms, then those of the script.
const ENTER = `
local key = KEYS[1]
local owner, location, ttl, version, parkedAt = unpack(redis.call('HMGET', key, 'owner', 'location', 'ttl', 'version', 'parkedAt'))
if not owner or (owner ~= '' and owner ~= ARGV[1]) or (ARGV[2] ~= '*' and location ~= ARGV[2]) then return 'missing' end
local function lines() return redis.call('HLEN', key) - ${FIELDS.length} end
local function changed()
  if lines() == 0 then ttl = math.min(ttl, ${EMPTY_TTL_SECONDS}) end
  redis.call('HSET', key, 'version', version + 1, 'expiresAt', string.format('%.0f', ARGV[3] + ttl * 1000))
  redis.call('EXPIRE', key, ttl)
  return redis.call('HGETALL', key)
end
local function place_and_quantity(line) return string.match(line, '^(%d+):(%d+)$') end
`;

const ONLY_OPEN = `${ENTER}
if parkedAt ~= '' then return 'parked' end
`;

/** ARGV: product, quantity. */
export const ADD = `${ONLY_OPEN}
local line = redis.call('HGET', key, ARGV[4])
local place, quantity = version + 1, 0
if line then place, quantity = place_and_quantity(line)
elseif lines() >= ${MAX_LINES} then return 'full' end
quantity = quantity + ARGV[5]
if quantity > ${MAX_QUANTITY} then return 'tooMany' end
redis.call('HSET', key, ARGV[4], string.format('%d:%d', place, quantity))
return changed()`;

/** ARGV: product, quantity, version expected or ''. */
export const SET_QUANTITY = `${ONLY_OPEN}
local line = redis.call('HGET', key, ARGV[4])
if not line then return 'noLine' end
local place, quantity = place_and_quantity(line)
if quantity == ARGV[5] then return redis.call('HGETALL', key) end
if ARGV[6] ~= '' and ARGV[6] ~= version then return 'changed' end
redis.call('HSET', key, ARGV[4], place .. ':' .. ARGV[5])
return changed()`;

/** ARGV: product. */
export const REMOVE = `${ONLY_OPEN}
if redis.call('HDEL', key, ARGV[4]) == 0 then return redis.call('HGETALL', key) end
return changed()`;

/** ARGV: label or ''. */
export const PARK = `${ENTER}
if owner == '' then return 'anonymous' end
if parkedAt ~= '' then return redis.call('HGETALL', key) end
if lines() == 0 then return 'empty' end
redis.call('HSET', key, 'parkedAt', ARGV[3], 'label', ARGV[4])
return changed()`;

export const RECALL = `${ENTER}
if parkedAt == '' then return redis.call('HGETALL', key) end
redis.call('HSET', key, 'parkedAt', '', 'label', '')
return changed()`;

export const DROP = `${ENTER}
local cart = redis.call('HGETALL', key)
redis.call('DEL', key)
return cart`;

/** KEYS: the cart. ARGV: version. */
export const DISCARD = `
if redis.call('HGET', KEYS[1], 'version') == ARGV[1] then redis.call('DEL', KEYS[1]) end
return {}`;

/** KEYS: the cart. ARGV: owner, location, time to live in seconds, now in ms. */
export const OPEN = `
local ttl = math.min(ARGV[3], ${EMPTY_TTL_SECONDS})
redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'location', ARGV[2], 'ttl', ARGV[3], 'version', 1, 'parkedAt', '',
  'label', '', 'expiresAt', string.format('%.0f', ARGV[4] + ttl * 1000))
redis.call('EXPIRE', KEYS[1], ttl)
return redis.call('HGETALL', KEYS[1])`;
