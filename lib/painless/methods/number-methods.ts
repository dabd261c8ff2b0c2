import { numberOf } from '../arithmetic.ts';
import { chargeText } from '../budget.ts';
import { asNumberType, type NumberType } from '../cast.ts';
import { compareNaturally } from '../compare.ts';
import { type Method, methodTable } from '../method-table.ts';
import { bigDecimalPlain } from '../number-text.ts';
import { BigDecimal, BigInteger, Char, Floating, type Value } from '../values.ts';
import { int } from './arguments.ts';
import { big, bigInteger, decimal, decimalOps, integerOps } from './big-numbers.ts';
import { objectMethods } from './object-methods.ts';

/** Big numbers lose their upper bits on the way to a smaller kind, or their fraction. */
function to(value: Value, type: NumberType): Value {
  if (value instanceof BigInteger || value instanceof BigDecimal) {
    if (type === 'float' || type === 'double') return new Floating(numberOf(value) ?? 0, type === 'float');
    const bits = BigInt.asIntN(64, big(value));
    return type === 'long' ? bits : asNumberType(bits, type);
  }
  return asNumberType(value, type);
}

const conversions: Record<string, Method<Value>> = {
  'intValue/0': (self) => to(self, 'int'),
  'longValue/0': (self) => to(self, 'long'),
  'doubleValue/0': (self) => to(self, 'double'),
  'floatValue/0': (self) => to(self, 'float'),
  'byteValue/0': (self) => to(self, 'byte'),
  'shortValue/0': (self) => to(self, 'short'),
  'compareTo/1': (self, other = null) => compareNaturally(self, other),
};

/** int, long, byte and short. */
export const wholeMethods = methodTable<Value>(objectMethods, conversions);

export const floatingMethods = methodTable<Floating>(
  objectMethods as Record<string, Method<Floating>>,
  conversions as Record<string, Method<Floating>>,
  {
    'isNaN/0': ({ value }) => Number.isNaN(value),
    'isInfinite/0': ({ value }) => Math.abs(value) === Number.POSITIVE_INFINITY,
  },
);

export const charMethods = methodTable<Char>(objectMethods as Record<string, Method<Char>>, {
  'charValue/0': (self) => self,
  'compareTo/1': (self, other = null) => (other instanceof Char ? self.code - other.code : compareNaturally(self, other)),
});

export const booleanMethods = methodTable<boolean>(objectMethods as Record<string, Method<boolean>>, {
  'booleanValue/0': (self) => self,
  'compareTo/1': (self, other = null) => compareNaturally(self, other),
});

export const bigIntegerMethods = methodTable<BigInteger>(
  objectMethods as Record<string, Method<BigInteger>>,
  conversions as Record<string, Method<BigInteger>>,
  integerOps,
);

export const bigDecimalMethods = methodTable<BigDecimal>(
  objectMethods as Record<string, Method<BigDecimal>>,
  conversions as Record<string, Method<BigDecimal>>,
  decimalOps,
  {
    'toPlainString/0': (self) => chargeText(bigDecimalPlain(self)),
    'toBigInteger/0': (self) => bigInteger(big(self)),
    'scale/0': (self) => self.scale,
    'signum/0': ({ unscaled }) => (unscaled < 0n ? -1 : unscaled > 0n ? 1 : 0),
    'unscaledValue/0': ({ unscaled }) => bigInteger(unscaled),
    'movePointLeft/1': ({ unscaled, scale }, places) => decimal(unscaled, scale + int(places)),
    'movePointRight/1': ({ unscaled, scale }, places) => decimal(unscaled, scale - int(places)),
  },
);
