import { expect, test } from 'vitest';
import { hashOrder, inHashOrder } from './hash-order.ts';
import { parseJson } from './read-json.ts';
import { writeJson } from './write-json.ts';

test.each([
  ['region service_name model', 'service_name model region'],
  ['Authorization Content-Type', 'Authorization Content-Type'],
  ['content-type x-amz-content-sha256', 'x-amz-content-sha256 content-type'],
  ['temperature max_tokens model endpoint', 'endpoint max_tokens temperature model'],
  ['region service_name model dimensions normalize embeddingTypes', 'embeddingTypes service_name normalize model region dimensions'],
  [
    'action_type method url headers request_body pre_process_function post_process_function',
    'headers post_process_function pre_process_function method request_body action_type url',
  ],
  [
    'name version description protocol parameters actions created_time last_updated_time client_config',
    'created_time protocol last_updated_time client_config name description version parameters actions',
  ],
])('%s are listed as a Java HashMap lists them', (inserted, printed) => {
  expect(hashOrder(inserted.split(' '))).toEqual(printed.split(' '));
});

test('the table grows when it is three quarters full', () => {
  const names = Array.from({ length: 13 }, (_, index) => `a${index}`);
  expect(hashOrder(names)).toEqual(['a11', 'a10', 'a12', 'a0', 'a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'a8', 'a9']);
});

test('objects at every depth are put into that order, lists keep theirs', () => {
  const value = inHashOrder(parseJson('[{"region":1,"service_name":{"region":2,"model":3},"model":[{"temperature":4,"endpoint":5}]}]'));
  expect(writeJson(value)).toBe('[{"service_name":{"model":3,"region":2},"model":[{"endpoint":5,"temperature":4}],"region":1}]');
});
