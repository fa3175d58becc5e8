import { EMPTY_TTL_SECONDS, MAX_LINES, MAX_QUANTITY } from '../domain/cart.ts';

/**
 * A cart is one text: `<owner>|<location>|<ttl>|<version>|<expires at>|<parked at>|<label>`, then `|<product>:<quantity>`
 * for each line, in the order in which they were put in. Rules run inside Redis, so that a change is one call that nobody
 * interleaves with (lesson 39). A script answers the whole text, or why not.
 */
const CART = `
local key = KEYS[1]
local owner, location, ttl, version, expires_at, parked_at, label, lines
local function read()
  local text = redis.call('GET', key)
  if not text then return nil end
  owner, location, ttl, version, expires_at, parked_at, label, lines =
    string.match(text, '^([^|]*)|([^|]*)|(%d+)|(%d+)|(%d+)|(%d*)|([^|]*)(.*)$')
  return text
end
local function changed()
  local life = tonumber(ttl)
  if lines == '' then life = math.min(life, ${EMPTY_TTL_SECONDS}) end
  expires_at = string.format('%.0f', ARGV[3] + life * 1000)
  local text = table.concat({owner, location, ttl, version + 1, expires_at, parked_at, label}, '|') .. lines
  redis.call('SET', key, text, 'EX', life)
  return text
end
`;

// KEYS: the cart. ARGV: owner ('' a stranger), location ('*' any), now in ms, then those of the script.
const ENTER = `${CART}
local text = read()
if not text or (owner ~= '' and owner ~= ARGV[1]) or (ARGV[2] ~= '*' and location ~= ARGV[2]) then return 'missing' end
`;

const CHANGE_LINE = `${ENTER}
if parked_at ~= '' then return 'parked' end
local start = '|' .. ARGV[4] .. ':'
local before, colon = string.find(lines, start, 1, true)
local quantity = before and string.match(lines, '^%d+', colon + 1)
local function replace(line)
  lines = string.sub(lines, 1, before - 1) .. line .. string.sub(lines, colon + #quantity + 1)
end
`;

/** ARGV: product, quantity. */
export const ADD = `${CHANGE_LINE}
local sum = (quantity or 0) + ARGV[5]
if not quantity and select(2, string.gsub(lines, '|', '|')) >= ${MAX_LINES} then return 'full' end
if sum > ${MAX_QUANTITY} then return 'tooMany' end
if quantity then replace(start .. sum) else lines = lines .. start .. sum end
return changed()`;

/** ARGV: product, quantity, version expected or ''. */
export const SET_QUANTITY = `${CHANGE_LINE}
if not quantity then return 'noLine' end
if quantity == ARGV[5] then return text end
if ARGV[6] ~= '' and ARGV[6] ~= version then return 'changed' end
replace(start .. ARGV[5])
return changed()`;

/** ARGV: product. */
export const REMOVE = `${CHANGE_LINE}
if not quantity then return text end
replace('')
return changed()`;

/** ARGV: label or ''. */
export const PARK = `${ENTER}
if owner == '' then return 'anonymous' end
if parked_at ~= '' then return text end
if lines == '' then return 'empty' end
parked_at, label = ARGV[3], ARGV[4]
return changed()`;

export const RECALL = `${ENTER}
if parked_at == '' then return text end
parked_at, label = '', ''
return changed()`;

export const DROP = `${ENTER}
redis.call('DEL', key)
return text`;

/** KEYS: the cart. ARGV: version. */
export const DISCARD = `${CART}
if read() and version == ARGV[1] then redis.call('DEL', key) end
return ''`;

/** KEYS: the cart. ARGV: owner, location, now in ms, time to live in seconds. */
export const OPEN = `${CART}
owner, location, ttl, version, parked_at, label, lines = ARGV[1], ARGV[2], ARGV[4], 0, '', '', ''
return changed()`;
