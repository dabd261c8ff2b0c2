import { awsOperation } from '../shapes/aws.ts';
import { choice } from '../shapes/questions.ts';

const reference = 'https://docs.aws.amazon.com/comprehend/latest/APIReference';
const slashNote = 'No slash may follow amazonaws.com in the address: the default pattern of OpenSearch ends there.';
const throttleNote = 'Throttling is answered with status 400.';
const languages = ['en', 'es', 'fr', 'de', 'it', 'pt', 'ar', 'hi', 'ja', 'ko', 'zh', 'zh-TW'];
const inLanguage = '{ "Text": "${parameters.Text}", "LanguageCode": "${parameters.language}" }';
const whichLanguage = (of: string[]) => choice('language', 'Language of the texts', of);

const comprehendLanguage = awsOperation({
  id: 'comprehend-language',
  title: 'Language detection with Amazon Comprehend',
  summary: 'Names the main language of a text, for an ingest pipeline that routes by language.',
  task: 'classification',
  docs_url: `${reference}/API_DetectDominantLanguage.html`,
  notes: [slashNote, 'The answer is the code of the likeliest language; remove response_filter to get all of them with their scores.'],
  name: 'Comprehend language detection',
  service: 'comprehend',
  operation: 'Comprehend_20171127.DetectDominantLanguage',
  request_body: '{ "Text": "${parameters.Text}" }',
  example: {
    title: 'A French greeting',
    input: { Text: 'Bonjour tout le monde' },
    recorded: { Languages: [{ LanguageCode: 'fr', Score: 0.99 }] },
  },
  keeps: { path: '$.Languages[0].LanguageCode', response: 'fr' },
});

const people = [
  { Score: 0.9987, Type: 'PERSON', Text: 'Bob', BeginOffset: 0, EndOffset: 3 },
  { Score: 0.9974, Type: 'LOCATION', Text: 'Lisbon', BeginOffset: 30, EndOffset: 36 },
];

const comprehendEntities = awsOperation({
  id: 'comprehend-entities',
  title: 'Named entities with Amazon Comprehend',
  summary: 'Finds people, places, organisations, dates and more in a text, with their offsets.',
  task: 'entity_detection',
  docs_url: `${reference}/API_DetectEntities.html`,
  notes: [slashNote, 'Offsets count characters from 0. A text may have 100 kB.', throttleNote],
  name: 'Comprehend entities',
  service: 'comprehend',
  operation: 'Comprehend_20171127.DetectEntities',
  request_body: inLanguage,
  parameters: { language: 'en' },
  questions: [whichLanguage(languages)],
  example: {
    title: 'A person and a place',
    input: { Text: 'Bob ordered two sandwiches in Lisbon.' },
    recorded: { Entities: people },
  },
  keeps: { path: '$.Entities', response: people },
});

const comprehendSentiment = awsOperation({
  id: 'comprehend-sentiment',
  title: 'Sentiment with Amazon Comprehend',
  summary: 'Says whether a text is positive, negative, neutral or mixed.',
  task: 'classification',
  docs_url: `${reference}/API_DetectSentiment.html`,
  notes: [slashNote, 'The answer is one word; remove response_filter to get the four scores. A text may have 5 kB.', throttleNote],
  name: 'Comprehend sentiment',
  service: 'comprehend',
  operation: 'Comprehend_20171127.DetectSentiment',
  request_body: inLanguage,
  parameters: { language: 'en' },
  questions: [whichLanguage(languages)],
  example: {
    title: 'A happy guest',
    input: { Text: 'The room was wonderful.' },
    recorded: { Sentiment: 'POSITIVE', SentimentScore: { Positive: 0.98, Negative: 0.001, Neutral: 0.018, Mixed: 0.001 } },
  },
  keeps: { path: '$.Sentiment', response: 'POSITIVE' },
});

const mailAddress = [{ Score: 0.99, Type: 'EMAIL', BeginOffset: 11, EndOffset: 26 }];

const comprehendPii = awsOperation({
  id: 'comprehend-pii',
  title: 'Personal data with Amazon Comprehend',
  summary: 'Finds names, addresses, numbers of accounts and other personal data in a text, to hide them before they are stored.',
  task: 'entity_detection',
  docs_url: `${reference}/API_DetectPiiEntities.html`,
  notes: [slashNote, 'The answer holds kinds and offsets, not the texts themselves.', throttleNote],
  name: 'Comprehend personal data',
  service: 'comprehend',
  operation: 'Comprehend_20171127.DetectPiiEntities',
  request_body: inLanguage,
  parameters: { language: 'en' },
  questions: [whichLanguage(['en', 'es'])],
  example: { title: 'A mail address', input: { Text: 'Mail me at ana@example.org' }, recorded: { Entities: mailAddress } },
  keeps: { path: '$.Entities', response: mailAddress },
});

const comprehendToxicity = awsOperation({
  id: 'comprehend-toxicity',
  title: 'Toxicity with Amazon Comprehend',
  summary: 'Scores how toxic an English text is, from 0 to 1. Made for guardrails of a model.',
  task: 'moderation',
  docs_url: `${reference}/API_DetectToxicContent.html`,
  notes: [slashNote, 'English only, up to 1 kB of text; remove response_filter to get a score for each kind of harm.', throttleNote],
  name: 'Comprehend toxicity',
  service: 'comprehend',
  operation: 'Comprehend_20171127.DetectToxicContent',
  request_body: '{ "TextSegments": [{ "Text": "${parameters.Text}" }], "LanguageCode": "en" }',
  example: {
    title: 'An insult',
    input: { Text: 'You are horrible.' },
    recorded: { ResultList: [{ Labels: [{ Name: 'INSULT', Score: 0.95 }], Toxicity: 0.91 }] },
  },
  keeps: { path: '$.ResultList[0].Toxicity', response: 0.91 },
});

export const comprehend = [comprehendLanguage, comprehendEntities, comprehendSentiment, comprehendPii, comprehendToxicity];
