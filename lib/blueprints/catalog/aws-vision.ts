import { pixel } from '../shapes/answers.ts';
import { awsOperation } from '../shapes/aws.ts';
import { number } from '../shapes/questions.ts';

const slashNote = 'No slash may follow amazonaws.com in the address: the default pattern of OpenSearch ends there.';
const bytesNote = 'The image is sent as base64; for objects in S3 replace Bytes by S3Object with Bucket and Name.';

const textractText = awsOperation({
  id: 'textract-text',
  title: 'Text of a document with Amazon Textract',
  summary: 'Reads the lines of a scanned page or a photo, for ingest pipelines that index documents.',
  task: 'ocr',
  docs_url: 'https://docs.aws.amazon.com/textract/latest/dg/API_DetectDocumentText.html',
  notes: [slashNote, bytesNote, 'One page at a time, up to 10 MB; the answer is the list of its lines.'],
  name: 'Textract text',
  service: 'textract',
  operation: 'Textract.DetectDocumentText',
  request_body: '{ "Document": { "Bytes": "${parameters.bytes}" } }',
  example: {
    title: 'An invoice',
    input: { bytes: pixel },
    recorded: {
      DocumentMetadata: { Pages: 1 },
      Blocks: [
        { BlockType: 'PAGE', Id: '1' },
        { BlockType: 'LINE', Id: '2', Text: 'Invoice 42', Confidence: 99.1 },
        { BlockType: 'WORD', Id: '3', Text: 'Invoice', Confidence: 99.4 },
        { BlockType: 'LINE', Id: '4', Text: 'Total 42.00', Confidence: 98.7 },
      ],
      DetectDocumentTextModelVersion: '1.0',
    },
  },
  keeps: { path: "$.Blocks[?(@.BlockType=='LINE')].Text", response: ['Invoice 42', 'Total 42.00'] },
});

const rekognitionLabels = awsOperation({
  id: 'rekognition-labels',
  title: 'Labels of an image with Amazon Rekognition',
  summary: 'Names what an image shows, to make pictures searchable by words.',
  task: 'classification',
  docs_url: 'https://docs.aws.amazon.com/rekognition/latest/APIReference/API_DetectLabels.html',
  notes: [slashNote, bytesNote, 'The answer is the list of names; remove response_filter to get boxes and confidence. Images up to 5 MB.'],
  name: 'Rekognition labels',
  service: 'rekognition',
  operation: 'RekognitionService.DetectLabels',
  request_body:
    '{ "Image": { "Bytes": "${parameters.bytes}" }, "MaxLabels": ${parameters.max_labels}, "MinConfidence": ${parameters.min_confidence} }',
  parameters: { max_labels: '10', min_confidence: '80' },
  questions: [number('max_labels', 'Most labels'), number('min_confidence', 'Least confidence', { help: 'From 0 to 100.' })],
  example: {
    title: 'A cat',
    input: { bytes: pixel },
    recorded: {
      Labels: [
        { Name: 'Cat', Confidence: 98.7, Instances: [], Parents: [{ Name: 'Animal' }] },
        { Name: 'Animal', Confidence: 98.7, Instances: [], Parents: [] },
      ],
      LabelModelVersion: '3.0',
    },
  },
  keeps: { path: '$.Labels[*].Name', response: ['Cat', 'Animal'] },
});

const rekognitionModeration = awsOperation({
  id: 'rekognition-moderation',
  title: 'Moderation of images with Amazon Rekognition',
  summary: 'Names what makes an image unsuitable. An empty list means that nothing was found.',
  task: 'moderation',
  docs_url: 'https://docs.aws.amazon.com/rekognition/latest/APIReference/API_DetectModerationLabels.html',
  notes: [slashNote, bytesNote],
  name: 'Rekognition moderation',
  service: 'rekognition',
  operation: 'RekognitionService.DetectModerationLabels',
  request_body: '{ "Image": { "Bytes": "${parameters.bytes}" }, "MinConfidence": ${parameters.min_confidence} }',
  parameters: { min_confidence: '60' },
  questions: [number('min_confidence', 'Least confidence', { help: 'From 0 to 100.' })],
  example: {
    title: 'A weapon',
    input: { bytes: pixel },
    recorded: {
      ModerationLabels: [{ Name: 'Weapons', ParentName: 'Violence', Confidence: 91, TaxonomyLevel: 2 }],
      ModerationModelVersion: '7.0',
      ContentTypes: [],
    },
  },
  keeps: { path: '$.ModerationLabels[*].Name', response: ['Weapons'] },
});

export const awsVision = [textractText, rekognitionLabels, rekognitionModeration];
