import { isObject, type Json, JsonNumber } from '#lib/json/json.ts';
import { MapValue } from './collections.ts';
import { BigInteger, Floating, type Value } from './values.ts';

/** JSON as a script gets it: maps in the order in which they came, whole numbers as int, long or BigInteger, others as double. */
export function fromJson(json: Json): Value {
  if (json instanceof JsonNumber) return fromNumber(json);
  if (Array.isArray(json)) return json.map(fromJson);
  if (!isObject(json)) return json;
  const map = new MapValue('linked');
  for (const [name, value] of json) map.set(name, fromJson(value));
  return map;
}

function fromNumber(number: JsonNumber): Value {
  if (!number.isInteger) return new Floating(number.value);
  const { value } = number;
  if (value === (value | 0)) return value | 0;
  const whole = BigInt(number.text);
  return BigInt.asIntN(64, whole) === whole ? whole : new BigInteger(whole);
}
